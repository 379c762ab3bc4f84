# SPDX-License-Identifier: MIT
"""HSP/1 for Python 3.11, standard library only (spec/shim.md).

A shim calls `serve` with what it declares and one `open(session)` per protocol; framing,
parameters, sessions and timers are kept here and in hsp_request.py. Import it first: it takes
descriptor 1 away from everything that is imported later. The implementation is fed (`receive`) and
must not block: what waits uses `later`.
"""

import sys

from hsp_request import (
    MAX_DATA,
    Refusal,
    error,
    is_count,
    later,
    hex_bytes,
    own_rules,
    parameter,
    requests,
)
from hsp_request import unsupported, write

__all__ = ["serve", "error", "unsupported", "later"]

MAX_OUT = 1 << 18  # bytes of `out` an answer; the rest waits for `poll`


class Session:
    """One handshake and its stream: `role`, `mode`, `params` (bytes by name), `endpoint`."""

    def __init__(self, declared, request):
        self.declared, self.role, self.endpoint = declared, request["role"], request.get("endpoint")
        self.mode = request.get("mode", declared.get("modes", [None])[0])
        table = declared["table"]
        rules = {"keys": {**table["params"], **own_rules(table["peer"])}}
        self.params = parameter(request.get("params"), rules, "params", self)
        self.out, self.close, self.events, self.eof = bytearray(), "none", [], None
        self.is_done, self.rejected, self.why, self.outcome = False, None, None, None
        self.hooks = []  # authorize decisions that are due
        self.implementation = declared["open"](self)

    # The stream.

    def write(self, data):
        """Sends bytes to the peer. False, and nothing is sent, once the writing side has ended."""
        if self.close != "none" or self.eof == "rst":
            return False
        self.out += data
        return True

    def end(self):
        """Ends the writing side."""
        if self.close == "none":
            self.close = "half"

    def abort(self):
        """Closes or aborts the stream in both directions."""
        self.close = "fin"

    # What the implementation says. `peer` is its name in bytes, or None where the API does not tell.

    def done(self, peer, outcome=None):
        """Success; outcome: the values of the protocol's table as bytes, None where not told."""
        if outcome is not None:
            self._check(outcome)
        self.is_done, self.outcome = True, outcome
        self._event("done", peer=peer and peer.hex())

    def reject(self, why):
        """The documented error channel said no. After `done` an error belongs to `ended`."""
        if not self.is_done and self.rejected is None:
            self.rejected = str(why)

    def verified(self, peer):
        self._event("verified", peer=peer and peer.hex())

    def delivered(self, data):
        self._event("delivered", data=data.hex())

    def ended(self, kind, why=None):
        """The incoming stream is over; kind is the library's own word: clean or error."""
        self.why = why
        self._event("end", kind=kind)

    def authorize(self, peer, decide):
        """decide(True | False), or decide(None) for an error, is called now or later."""
        self._event("authorize", peer=peer and peer.hex())
        rule = self.params.get("authorize", {})
        then, delay = rule.get("then", "decide"), rule.get("delay_ms", 0)
        allowed = None if then == "error" else "keys" not in rule or peer in rule["keys"]
        if then == "never":
            self.hooks.append(None)
        elif delay == 0:
            decide(allowed)
        else:
            self.hooks.append(later(delay / 1000, lambda: (self.hooks.clear(), decide(allowed))))

    def _check(self, outcome):
        sizes = self.declared["table"]["outcome"]
        if outcome.keys() != sizes.keys():
            raise ValueError(f"an outcome has {', '.join(sizes)}, not {', '.join(outcome)}")
        for name, value in outcome.items():
            if value is not None and len(value) != sizes[name]:
                raise ValueError(f"{name} holds {len(value)} bytes, not {sizes[name]}")

    def _event(self, what, **fields):
        self.events.append({"type": what, **fields})

    # What the runner is told.

    def report(self):
        out, self.out = self.out[:MAX_OUT], self.out[MAX_OUT:]
        events, self.events = self.events, []
        state = "wait" if self.hooks or self.out else "read"
        if self.is_done:
            state = "done"
        if self.rejected is not None and not self.out:
            state = "rejected"
        answer = {"state": state, "out": out.hex(), "close": self.close, "events": events}
        why = self.why if self.rejected is None else self.rejected
        return answer if why is None else {**answer, "why": why}

    def give_up(self):
        for hook in self.hooks:
            if hook:
                hook.cancel()
        if self.eof != "rst":
            self.eof = "rst"
            self.implementation.eof("rst")


def _need(session, cap, before_done=None):
    if cap not in session.declared["caps"]:
        unsupported(cap)
    if before_done and not session.is_done:
        error(f"{before_done} before done")


def _step(session, request):
    data = hex_bytes(request.get("in"), "in", most=MAX_DATA)
    if session.eof:
        error("step after eof")
    if data:
        session.implementation.receive(data)


def _eof(session, request):
    how = request.get("how", "fin")
    if how not in ("fin", "rst"):
        error("eof.how is neither fin nor rst")
    if how == "rst":
        _need(session, "eof.rst")
    if session.eof and (how == "fin" or session.eof == "rst"):
        error("eof after eof")
    session.eof = how
    session.implementation.eof(how)


def _send(session, request):
    _need(session, "stream", "send")
    session.implementation.send(hex_bytes(request.get("data"), "data", most=MAX_DATA))


def _finish(session, _):
    _need(session, "stream", "finish")
    session.implementation.finish()


def _outcome(session, _):
    _need(session, "outcome", "outcome")
    return {"values": {name: value and value.hex() for name, value in session.outcome.items()}}


def _observe(session, request):
    names = request.get("names")
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        error("names is not a list of texts")
    values = {
        n: session.implementation.observe(n) for n in names if n in session.declared["observe"]
    }
    known = {name: value.hex() for name, value in values.items() if value is not None}
    return {"values": known, "unsupported": [name for name in names if name not in known]}


_STEPS = {"step": _step, "eof": _eof, "poll": lambda *_: None, "send": _send, "finish": _finish}
_QUERIES = {"outcome": _outcome, "observe": _observe}


def _hello(about, request):
    if not isinstance(request.get("hsp"), list):
        error("hello.hsp is not a list")
    if 1 not in request["hsp"]:
        unsupported("hsp other than 1")
    told = {
        name: {key: value for key, value in declared.items() if key not in ("table", "open")}
        for name, declared in about["protocols"].items()
    }
    return {"hsp": 1, "name": about["name"], "version": about["version"], "protocols": told}


def _open(about, sessions, request):
    for key in ("protocol", "role"):
        if not isinstance(request.get(key), str):
            error(f"open.{key} is not a text")
    s = request.get("s")
    if not is_count(s):
        error("s is not an integer in 0..2^53-1")
    if s in sessions:
        error(f"session {s} is open")
    if request["protocol"] not in about["protocols"]:
        unsupported(f"protocol {request['protocol']}")
    declared = about["protocols"][request["protocol"]]
    if request["role"] not in declared["roles"]:
        unsupported(f"role {request['role']}")
    if not isinstance(request.get("endpoint", ""), str):
        error("endpoint is not a text")
    if "endpoint" in request and "endpoint" not in declared["caps"]:
        unsupported("endpoint")
    if not isinstance(request.get("mode", ""), str):
        error("mode is not a text")
    if "mode" in request and request["mode"] not in declared.get("modes", []):
        unsupported(f"mode {request['mode']}")
    if len(sessions) >= declared["sessions"]:
        error(f"more than {declared['sessions']} sessions at once")
    sessions[s] = Session(declared, request)
    return sessions[s].report()


def _perform(about, sessions, request):
    op = request["op"]
    if op == "hello":
        return _hello(about, request)
    if op == "open":
        return _open(about, sessions, request)
    if op == "bye":
        return {}
    if op not in _STEPS and op not in _QUERIES and op != "close":
        unsupported(f"op {op}")
    s = request.get("s")
    if not is_count(s) or s not in sessions:
        error(f"session {s} is not open")
    if op == "close":
        sessions.pop(s).give_up()
        return {}
    if op in _QUERIES:
        return _QUERIES[op](sessions[s], request)
    _STEPS[op](sessions[s], request)
    return sessions[s].report()


def serve(about):
    """Serves the runner until it says bye; call it when the implementation is ready.

    about: {"name", "version", "protocols": {NAME: {roles, caps, observe, ephemeral, sessions,
    timeout_kind, layer, authorize, modes, table, open}}}: what hello tells; the protocol's table:
    "params" (rules as in hsp_request.py), "outcome" (bytes of each value) and "peer" (bytes of a
    peer's name); and open(session). That starts the implementation and returns an object with
    receive(bytes), eof("fin" | "rst"), and, where declared, send(bytes), finish() and
    observe(name) -> bytes or None.
    """
    sessions = {}
    for request in requests():
        try:
            answer = {"ok": True, **_perform(about, sessions, request)}
        except Refusal as e:  # whatever else escapes ends the process, as it would an application
            answer = {"ok": False, e.kind: str(e)}
        write({"id": request["id"], **answer})
        if request["op"] == "bye":
            sys.exit(0)
