// SPDX-License-Identifier: MIT
//! For implementations that block: they run on a thread of their own, and the session waits until
//! that thread asks for input or ends. The two never run at the same time.

use std::cell::Cell;
use std::future::{poll_fn, Future};
use std::io::{self, Read, Write};
use std::sync::mpsc::{channel, Receiver, Sender};
use std::task::Poll;
use std::thread;

use crate::Transport;

enum Ask {
    Read(usize),
    Write(Vec<u8>),
    Ended,
}

type Reply = io::Result<Vec<u8>>;

/// The stream for the implementation, on any thread.
pub struct BlockingStream {
    asks: Sender<Ask>,
    replies: Receiver<Reply>,
}

impl BlockingStream {
    fn ask(&self, ask: Ask) -> Reply {
        let lost = |_| io::Error::from(io::ErrorKind::ConnectionAborted); // the session was closed
        self.asks.send(ask).map_err(|_| lost(()))?;
        self.replies.recv().map_err(|_| lost(()))?
    }
}

impl Read for BlockingStream {
    fn read(&mut self, data: &mut [u8]) -> io::Result<usize> {
        let input = self.ask(Ask::Read(data.len()))?;
        data[..input.len()].copy_from_slice(&input);
        Ok(input.len())
    }
}

impl Write for BlockingStream {
    fn write(&mut self, data: &[u8]) -> io::Result<usize> {
        self.ask(Ask::Write(data.to_vec())).map(|_| data.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The session's end of a BlockingStream.
pub struct Bridge {
    transport: Transport,
    asks: Receiver<Ask>,
    ended: Sender<Ask>,
    replies: Sender<Reply>,
}

pub fn blocking(transport: Transport) -> (BlockingStream, Bridge) {
    let ((asks, asked), (replies, replied)) = (channel(), channel());
    let ended = asks.clone();
    let bridge = Bridge { transport, asks: asked, ended, replies };
    (BlockingStream { asks, replies: replied }, bridge)
}

impl Bridge {
    /// Runs `work`, which has the stream, on a thread. One at a time.
    pub fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> impl Future<Output = T> + '_ {
        let ended = self.ended.clone();
        let mut thread = Some(thread::spawn(move || {
            let result = work();
            let _ = ended.send(Ask::Ended); // fails once the session was closed
            result
        }));
        let waiting = Cell::new(None);
        poll_fn(move |_| loop {
            let ask = waiting.take().unwrap_or_else(|| self.asks.recv().expect("we hold a sender"));
            let reply = match ask {
                Ask::Ended => {
                    let thread = thread.take().expect("polled after its end");
                    return Poll::Ready(thread.join().expect("a panic ends the process"));
                }
                Ask::Write(data) => self.transport.write(&data).map_ok(|_| Vec::new()),
                Ask::Read(size) => {
                    let mut data = vec![0; size];
                    let read = self.transport.read(&mut data);
                    if read.is_pending() {
                        waiting.set(Some(Ask::Read(size)));
                        return Poll::Pending;
                    }
                    read.map_ok(|size| data[..size].to_vec())
                }
            };
            if let Poll::Ready(reply) = reply {
                let _ = self.replies.send(reply); // fails if the stream was dropped meanwhile
            }
        })
    }
}
