// SPDX-License-Identifier: MIT
//! The stream that the implementation reads and writes.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::io;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    Fin,
    Rst,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Close {
    #[default]
    None,
    Half,
}

#[derive(Default)]
pub(crate) struct Pipe {
    pub input: VecDeque<u8>,
    pub end: Option<End>,
    pub output: Vec<u8>,
    pub close: Close,
    /// A read waits for input.
    pub hungry: bool,
}

/// One end of a connection, of which clones are the same end. Closing it ends the writing side, as
/// the streams of async-std and tokio do; it is never closed by being dropped.
#[derive(Clone, Default)]
pub struct Transport(pub(crate) Rc<RefCell<Pipe>>);

fn broken(kind: io::ErrorKind) -> Poll<io::Result<usize>> {
    Poll::Ready(Err(kind.into()))
}

impl Transport {
    /// Bytes read, of which 0 is the end of the stream.
    pub fn read(&self, data: &mut [u8]) -> Poll<io::Result<usize>> {
        let pipe = &mut *self.0.borrow_mut();
        if pipe.end == Some(End::Rst) {
            return broken(io::ErrorKind::ConnectionReset);
        }
        if pipe.input.is_empty() && pipe.end.is_none() && !data.is_empty() {
            pipe.hungry = true;
            return Poll::Pending;
        }
        let size = data.len().min(pipe.input.len());
        data.iter_mut().zip(pipe.input.drain(..size)).for_each(|(to, from)| *to = from);
        Poll::Ready(Ok(size))
    }

    pub fn write(&self, data: &[u8]) -> Poll<io::Result<usize>> {
        let pipe = &mut *self.0.borrow_mut();
        if pipe.end == Some(End::Rst) {
            return broken(io::ErrorKind::ConnectionReset);
        }
        if pipe.close != Close::None {
            return broken(io::ErrorKind::BrokenPipe);
        }
        pipe.output.extend_from_slice(data);
        Poll::Ready(Ok(data.len()))
    }

    /// Ends the writing side.
    pub fn end(&self) {
        self.0.borrow_mut().close = Close::Half;
    }

    /// Bytes that nobody has read yet.
    pub(crate) fn unread(&self) -> usize {
        self.0.borrow().input.len()
    }
}

/// For implementations that block: a write never does.
impl io::Write for Transport {
    fn write(&mut self, data: &[u8]) -> io::Result<usize> {
        match Transport::write(self, data) {
            Poll::Ready(result) => result,
            Poll::Pending => unreachable!("a write never waits"),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl futures_io::AsyncRead for Transport {
    fn poll_read(
        self: Pin<&mut Self>,
        _: &mut Context,
        data: &mut [u8],
    ) -> Poll<io::Result<usize>> {
        self.read(data)
    }
}

impl futures_io::AsyncWrite for Transport {
    fn poll_write(self: Pin<&mut Self>, _: &mut Context, data: &[u8]) -> Poll<io::Result<usize>> {
        self.write(data)
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_close(self: Pin<&mut Self>, _: &mut Context) -> Poll<io::Result<()>> {
        self.end();
        Poll::Ready(Ok(()))
    }
}
