// SPDX-License-Identifier: MIT
//! One handshake and its stream.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::fmt::Write;
use std::future::{poll_fn, Future};
use std::pin::Pin;
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::time::Instant;

use serde_json::{json, Map, Value};

use crate::params::{Params, Role, Table, Then, Values};
use crate::transport::{Close, End, Transport};
use crate::{error, object, Refusal};

const MAX_OUT: usize = 1 << 18; // bytes of `out` an answer; the rest waits for `poll`

/// What the application does with the secure stream.
pub enum Command {
    Send(Vec<u8>),
    Finish,
}

type Task = Pin<Box<dyn Future<Output = ()>>>;

#[derive(Default)]
struct State {
    events: Vec<Value>,
    done: Option<Option<Values>>,
    rejected: Option<String>,
    why: Option<String>,
    deciding: bool,
    commands: VecDeque<Command>,
    fed: usize,     // bytes of input so far
    offered: usize, // of them, when `more_input` was last asked
    tasks: Vec<Task>,
}

struct Shared {
    table: &'static Table,
    role: Role,
    params: Params,
    endpoint: Option<String>,
    transport: Transport,
    state: RefCell<State>,
}

/// Clones are the same session.
#[derive(Clone)]
pub struct Session(Rc<Shared>);

struct Alarm(AtomicBool);

impl Wake for Alarm {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::SeqCst);
    }
}

fn hex(data: &[u8]) -> String {
    data.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}"); // a String takes all
        text
    })
}

/// For the adapter: what the implementation is given, and what it says.
impl Session {
    pub fn role(&self) -> Role {
        self.0.role
    }

    pub fn params(&self) -> &Params {
        &self.0.params
    }

    /// Sessions that name the same one share the implementation's server or client object.
    pub fn endpoint(&self) -> Option<&str> {
        self.0.endpoint.as_deref()
    }

    pub fn transport(&self) -> Transport {
        self.0.transport.clone()
    }

    /// Runs a part of the implementation until it ends or the session is closed.
    pub fn spawn(&self, task: impl Future<Output = ()> + 'static) {
        self.0.state.borrow_mut().tasks.push(Box::pin(task));
    }

    /// The handshake succeeded. The outcome has the values of the protocol's table.
    pub fn done(&self, peer: Option<impl AsRef<[u8]>>, outcome: Option<Values>) {
        outcome.iter().for_each(|values| self.check(values));
        self.0.state.borrow_mut().done = Some(outcome);
        self.event(json!({"type": "done", "peer": peer.map(|name| hex(name.as_ref()))}));
    }

    fn check(&self, values: &Values) {
        let table = self.0.table.outcome;
        assert_eq!(values.len(), table.len(), "values of an outcome");
        for (name, bytes) in table {
            let value = values.get(name).unwrap_or_else(|| panic!("an outcome without {name}"));
            assert!(
                value.as_ref().is_none_or(|v| v.len() == *bytes),
                "{name} is not {bytes} bytes"
            );
        }
    }

    /// The implementation's documented error channel refused the peer.
    pub fn reject(&self, why: impl ToString) {
        self.0.state.borrow_mut().rejected = Some(why.to_string());
    }

    pub fn delivered(&self, data: &[u8]) {
        self.event(json!({"type": "delivered", "data": hex(data)}));
    }

    /// The incoming stream is over, in the library's own word.
    pub fn ended(&self, clean: bool) {
        self.event(json!({"type": "end", "kind": if clean { "clean" } else { "error" }}));
    }

    /// For people: what the implementation said beside its results.
    pub fn note(&self, why: impl ToString) {
        self.0.state.borrow_mut().why = Some(why.to_string());
    }

    /// The application's decision about `peer`; Err if it was asked to fail.
    pub fn authorize(
        &self,
        peer: impl AsRef<[u8]>,
    ) -> impl Future<Output = Result<bool, &'static str>> {
        self.event(json!({"type": "authorize", "peer": hex(peer.as_ref())}));
        let (session, asked, peer) = (self.clone(), Instant::now(), peer.as_ref().to_vec());
        poll_fn(move |_| {
            let rule = &session.params().authorize;
            let pending = rule.then == Then::Never || asked.elapsed() < rule.delay;
            session.0.state.borrow_mut().deciding = pending;
            match rule.then {
                _ if pending => Poll::Pending,
                Then::Error => Poll::Ready(Err("authorize failed, as asked for")),
                _ => Poll::Ready(Ok(rule.keys.as_ref().is_none_or(|keys| keys.contains(&peer)))),
            }
        })
    }

    /// The application's next wish.
    pub fn next_command(&self) -> impl Future<Output = Command> {
        let session = self.clone();
        poll_fn(move |_| {
            let command = session.0.state.borrow_mut().commands.pop_front();
            command.map_or(Poll::Pending, Poll::Ready)
        })
    }

    /// For a reader whose stream has ended: more input than at the last call, and some is unread.
    pub fn more_input(&self) -> impl Future<Output = ()> {
        let session = self.clone();
        poll_fn(move |_| {
            let state = &mut *session.0.state.borrow_mut();
            let more = state.fed > state.offered && session.transport().unread() > 0;
            state.offered = state.fed;
            match more {
                true => Poll::Ready(()),
                false => Poll::Pending,
            }
        })
    }

    fn event(&self, event: Value) {
        self.0.state.borrow_mut().events.push(event);
    }
}

/// For the server of requests.
impl Session {
    pub(crate) fn new(
        table: &'static Table,
        role: Role,
        params: Params,
        endpoint: Option<String>,
    ) -> Session {
        let (transport, state) = Default::default();
        Session(Rc::new(Shared { table, role, params, endpoint, transport, state }))
    }

    pub(crate) fn is_done(&self) -> bool {
        self.0.state.borrow().done.is_some()
    }

    pub(crate) fn feed(&self, data: Vec<u8>) -> Result<(), Refusal> {
        let pipe = &mut self.0.transport.0.borrow_mut();
        if pipe.end.is_some() {
            return error("step after eof");
        }
        self.0.state.borrow_mut().fed += data.len();
        pipe.input.extend(data);
        Ok(())
    }

    pub(crate) fn end_of_input(&self, reset: bool) -> Result<(), Refusal> {
        let pipe = &mut self.0.transport.0.borrow_mut();
        match pipe.end {
            None => {}
            Some(End::Fin) if reset => {}
            Some(_) => return error("eof after eof"),
        }
        pipe.end = Some(if reset { End::Rst } else { End::Fin });
        Ok(())
    }

    pub(crate) fn command(&self, command: Command) {
        self.0.state.borrow_mut().commands.push_back(command);
    }

    pub(crate) fn outcome(&self) -> Value {
        match &self.0.state.borrow().done {
            Some(Some(values)) => values
                .iter()
                .map(|(name, value)| (name.to_string(), json!(value.as_deref().map(hex))))
                .collect::<Map<_, _>>()
                .into(),
            _ => unreachable!("a shim with the capability outcome gives one with done"),
        }
    }

    /// To the implementation, its owner gives it up. A task holds its session: without this, both
    /// would live for ever.
    pub(crate) fn drop_tasks(&self) {
        let tasks = std::mem::take(&mut self.0.state.borrow_mut().tasks);
        drop(tasks); // outside the borrow: a destructor may use the session
    }

    /// Polls every task until none can go on, and tells what became of it.
    pub(crate) fn settle(&self) -> Map<String, Value> {
        let alarm = Arc::new(Alarm(AtomicBool::new(true)));
        let waker = Waker::from(alarm.clone());
        self.0.transport.0.borrow_mut().hungry = false;
        while alarm.0.swap(false, Ordering::SeqCst) {
            let tasks = std::mem::take(&mut self.0.state.borrow_mut().tasks);
            let mut left: Vec<Task> = tasks
                .into_iter()
                .filter_map(|mut task| {
                    let pending = task.as_mut().poll(&mut Context::from_waker(&waker)).is_pending();
                    pending.then_some(task)
                })
                .collect();
            let spawned = &mut self.0.state.borrow_mut().tasks;
            if !spawned.is_empty() {
                waker.wake_by_ref();
            }
            left.append(spawned);
            *spawned = left;
        }
        self.report()
    }

    fn report(&self) -> Map<String, Value> {
        let pipe = &mut *self.0.transport.0.borrow_mut();
        let state = &mut *self.0.state.borrow_mut();
        let rest = pipe.output.split_off(pipe.output.len().min(MAX_OUT));
        let out = std::mem::replace(&mut pipe.output, rest);
        let word = if state.done.is_some() {
            "done"
        } else if !pipe.output.is_empty() || state.deciding {
            "wait"
        } else if state.rejected.is_some() {
            "rejected"
        } else if pipe.hungry && pipe.input.is_empty() {
            "read"
        } else {
            "wait"
        };
        let close = if pipe.close == Close::None { "none" } else { "half" };
        let events = std::mem::take(&mut state.events);
        let mut answer = object(json!({"state": word, "out": hex(&out), "close": close,
            "events": events}));
        if let Some(why) = state.rejected.clone().or_else(|| state.why.take()) {
            answer.insert("why".into(), why.into());
        }
        answer
    }
}
