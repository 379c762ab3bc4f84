// SPDX-License-Identifier: MIT
//! HSP/1 for Rust (spec/shim.md). A shim calls `serve` with what it declares and one
//! `open(session)`, which starts the implementation on `session.transport()` as a future. Framing,
//! parameters, sessions and the stream are kept here. There is one thread: a session's futures are
//! polled after each request that concerns it, until none of them can go on. An implementation that
//! blocks gets a thread of its own (`blocking`).
//!
//! The whole of a shim to a function that shakes hands on an AsyncRead + AsyncWrite:
//!
//! ```ignore
//! async fn run(session: Session) {
//!     let p = session.params();
//!     match implementation::accept(session.transport(), p.bytes("seed").unwrap()).await {
//!         Ok(peer) => session.done(Some(peer), None),
//!         Err(why) => session.reject(why),
//!     }
//! }
//!
//! fn main() {
//!     let about = About { table: &TABLE, name: "mine", version: "1.0", caps: &[],
//!         ephemeral: "own", layer: "accept", authorize: "none" };
//!     hsp::serve(about, |session| session.spawn(run(session.clone())))
//! }
//! ```
//!
//! What it does not have: `events.verified`, `timeout_ms`, `observe`. Nothing is caught. Build with
//! `panic = "abort"`, so that a panic ends the process.

mod blocking;
mod line;
mod params;
mod session;
mod transport;

use std::collections::HashMap;

use serde_json::{json, Map, Value};

pub use blocking::{blocking, BlockingStream, Bridge};
pub use params::{Param, Params, Role, Table, Values};
pub use session::{Command, Session};
pub use transport::Transport;

/// What `hello` tells, and the table of the protocol. `authorize` is "none", or "before-" or
/// "after-" with the name of the message that can wait for the decision.
pub struct About {
    pub table: &'static Table,
    pub name: &'static str,
    pub version: &'static str,
    pub caps: &'static [&'static str],
    pub ephemeral: &'static str,
    pub layer: &'static str,
    pub authorize: &'static str,
}

/// A request that is answered with `ok: false`.
pub(crate) enum Refusal {
    Unsupported(String),
    Error(String),
}

pub(crate) fn error<T>(text: impl Into<String>) -> Result<T, Refusal> {
    Err(Refusal::Error(text.into()))
}

pub(crate) fn unsupported<T>(what: impl Into<String>) -> Result<T, Refusal> {
    Err(Refusal::Unsupported(what.into()))
}

const SESSIONS: usize = 64;
const MAX_DATA: usize = 65_536; // bytes of `in` and of `data`

type Answer = Result<Map<String, Value>, Refusal>;

struct Server {
    about: About,
    open: fn(Session),
    sessions: HashMap<u64, Session>,
}

/// Serves the runner until it says bye or goes away; call it when the implementation is ready.
pub fn serve(about: About, open: fn(Session)) -> ! {
    std::panic::set_hook(Box::new(|panic| eprintln!("{}", one_line(&panic.to_string()))));
    let (mut input, output) = (line::Input::new(), line::claim_stdout());
    let mut server = Server { about, open, sessions: HashMap::new() };
    while let Some(request) = input.next() {
        let mut answer = match server.perform(&request) {
            Ok(mut fields) => {
                fields.insert("ok".into(), true.into());
                fields
            }
            Err(Refusal::Unsupported(what)) => refusal("unsupported", what),
            Err(Refusal::Error(text)) => refusal("error", text),
        };
        answer.insert("id".into(), request["id"].clone());
        line::write(&output, &Value::Object(answer));
        if request["op"] == "bye" {
            break;
        }
    }
    std::process::exit(0)
}

/// A panic's text in one line, since the runner shows the last one, with the path of a crate but
/// not of where cargo keeps it.
fn one_line(text: &str) -> String {
    let text = text.replace('\n', " ");
    match text.split_once("/registry/src/").and_then(|(_, place)| place.split_once('/')) {
        Some((_, place)) => format!("panicked at {place}"),
        None => text,
    }
}

fn refusal(kind: &str, text: String) -> Map<String, Value> {
    object(json!({"ok": false, kind: text}))
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => unreachable!(),
    }
}

/// An integer in 0..2^53-1.
pub(crate) fn count(value: &Value) -> Option<u64> {
    value.as_u64().filter(|n| *n < 1 << 53)
}

impl Server {
    fn perform(&mut self, request: &Value) -> Answer {
        match request["op"].as_str().unwrap_or_default() {
            "hello" => self.hello(request),
            "open" => self.open(request),
            "bye" => Ok(Map::new()),
            "step" | "eof" | "poll" | "send" | "finish" | "outcome" | "observe" | "close" => {
                self.on_session(request)
            }
            op => unsupported(format!("op {op}")),
        }
    }

    fn hello(&self, request: &Value) -> Answer {
        let Some(versions) = request["hsp"].as_array() else {
            return error("hello.hsp is not a list");
        };
        if !versions.contains(&1.into()) {
            return unsupported("hsp other than 1");
        }
        let About { table, name, version, caps, ephemeral, layer, authorize } = self.about;
        let told = json!({"roles": ["client", "server"], "caps": caps, "observe": [],
            "ephemeral": ephemeral, "sessions": SESSIONS, "layer": layer,
            "authorize": authorize});
        Ok(object(json!({"hsp": 1, "name": name, "version": version,
            "protocols": {(table.protocol): told}})))
    }

    fn open(&mut self, request: &Value) -> Answer {
        let Some(protocol) = request["protocol"].as_str() else {
            return error("open.protocol is not a text");
        };
        let Some(role) = request["role"].as_str() else {
            return error("open.role is not a text");
        };
        let Some(s) = count(&request["s"]) else {
            return error("s is not an integer in 0..2^53-1");
        };
        if self.sessions.contains_key(&s) {
            return error(format!("session {s} is open"));
        }
        if protocol != self.about.table.protocol {
            return unsupported(format!("protocol {protocol}"));
        }
        let Some(role) = Role::named(role) else {
            return unsupported(format!("role {role}"));
        };
        let endpoint = self.endpoint(request)?;
        if self.sessions.len() >= SESSIONS {
            return error(format!("more than {SESSIONS} sessions at once"));
        }
        let params = Params::read(&request["params"], role, &self.about)?;
        let session = Session::new(self.about.table, role, params, endpoint);
        (self.open)(session.clone());
        let answer = session.settle();
        self.sessions.insert(s, session);
        Ok(answer)
    }

    fn endpoint(&self, request: &Value) -> Result<Option<String>, Refusal> {
        match request.get("endpoint") {
            None => Ok(None),
            Some(Value::String(name)) if self.about.caps.contains(&"endpoint") => {
                Ok(Some(name.clone()))
            }
            Some(Value::String(_)) => unsupported("endpoint"),
            Some(_) => error("endpoint is not a text"),
        }
    }

    fn on_session(&mut self, request: &Value) -> Answer {
        let open = count(&request["s"]).and_then(|s| Some((s, self.sessions.get(&s)?.clone())));
        let Some((s, session)) = open else {
            return error(format!("session {} is not open", request["s"]));
        };
        match request["op"].as_str().unwrap_or_default() {
            "step" => session.feed(params::hex_bytes(&request["in"], "in", MAX_DATA)?)?,
            "eof" => self.eof(&session, request)?,
            "send" => {
                self.need("stream", "send", &session)?;
                session.command(Command::Send(params::hex_bytes(&request["data"], "data", MAX_DATA)?));
            }
            "finish" => {
                self.need("stream", "finish", &session)?;
                session.command(Command::Finish);
            }
            "outcome" => {
                self.need("outcome", "outcome", &session)?;
                return Ok(object(json!({"values": session.outcome()})));
            }
            "observe" => return observe(request),
            "close" => {
                self.sessions.remove(&s);
                session.drop_tasks();
                return Ok(Map::new());
            }
            _ => {} // poll
        }
        Ok(session.settle())
    }

    fn eof(&self, session: &Session, request: &Value) -> Result<(), Refusal> {
        let reset = match request.get("how").map(Value::as_str) {
            None | Some(Some("fin")) => false,
            Some(Some("rst")) => true,
            _ => return error("eof.how is neither fin nor rst"),
        };
        if reset && !self.about.caps.contains(&"eof.rst") {
            return unsupported("eof.rst");
        }
        session.end_of_input(reset)
    }

    fn need(&self, cap: &str, op: &str, session: &Session) -> Result<(), Refusal> {
        if !self.about.caps.contains(&cap) {
            return unsupported(cap);
        }
        if !session.is_done() {
            return error(format!("{op} before done"));
        }
        Ok(())
    }
}

// No shim on this helper has a name to observe.
fn observe(request: &Value) -> Answer {
    match &request["names"] {
        Value::Array(names) if names.iter().all(Value::is_string) => {
            Ok(object(json!({"values": {}, "unsupported": names})))
        }
        _ => error("names is not a list of texts"),
    }
}
