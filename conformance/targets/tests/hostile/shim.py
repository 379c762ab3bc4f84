#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A target that speaks HSP/1 properly, for a protocol `toy`, but for the one fault named by its argument."""
import json
import os
import resource
import signal
import subprocess
import sys
import time

FAULT = sys.argv[1] if len(sys.argv) > 1 else ""
CAPS = ["outcome", "stream"]
HELLO = {"roles": ["server"], "caps": CAPS, "observe": ["ab"], "ephemeral": "own", "sessions": 8,
         "layer": "toy", "authorize": "none"}


def write(text):
    sys.stdout.write(text)
    sys.stdout.flush()


def answer(request, **fields):
    write(json.dumps({"id": request["id"], "ok": True, **fields}) + "\n")


def session(request, state="read", **fields):
    answer(request, **{"state": state, "out": "", "close": "none", "events": [], **fields})


def line(request, tail):
    """An answer whose end is written by hand."""
    write('{"id":%d,"ok":true,"close":"none","events":[],"out":""%s\n' % (request["id"], tail))


def segfault():
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.kill(os.getpid(), signal.SIGSEGV)


def eat_memory():
    resource.setrlimit(resource.RLIMIT_AS, (256 << 20, 256 << 20))
    hoard = []
    while True:
        hoard.append(bytearray(16 << 20))


def flood(stream, text):
    while True:
        stream.write(text)


def drip(request):
    for c in json.dumps({"id": request["id"]}):
        write(c)
        time.sleep(0.2)


FAULTS = {  # on `step`
    "garbage": lambda r: write("DEBUG \x1b[2J\x1b]0;owned\x07 starting\n"),
    "half-line": lambda r: (write('{"id":'), time.sleep(60)),
    "drip": drip,
    "two-answers": lambda r: (session(r), session(r)),
    "wrong-id": lambda r: session({"id": r["id"] + 7}),
    "text-id": lambda r: session({"id": str(r["id"])}),
    "huge-id": lambda r: write('{"id":18446744073709551616,"ok":true}\n'),
    "float-id": lambda r: write('{"id":%d.0,"ok":true}\n' % r["id"]),
    "long-line": lambda r: write('{"x":"' + "a" * (2 << 20) + '"}\n'),
    "endless-line": lambda r: flood(sys.stdout, "a" * 65536),
    "nul": lambda r: line(r, ',"state":"read"}\0'),
    "brackets": lambda r: write("[" * 900000 + "\n"),
    "duplicate": lambda r: line(r, ',"state":"done","state":"read"}'),
    "bad-utf8": lambda r: (sys.stdout.flush(), os.write(1, b'{"id":"\xff\xfe"}\n')),
    "many-objects": lambda r: write("[" + "{}," * 349000 + "0]\n"),
    "array": lambda r: write("[1]\n"),
    "empty-line": lambda r: write("\n"),
    "no-state": lambda r: line(r, "}"),
    "odd-state": lambda r: line(r, ',"state":"happy"}'),
    "no-events": lambda r: answer(r, state="read", out="", close="none"),
    "upper-hex": lambda r: session(r, out="0A"),
    "odd-hex": lambda r: session(r, out="abc"),
    "short-peer": lambda r: session(r, events=[{"type": "done", "peer": "00"}]),
    "undeclared-event": lambda r: session(r, events=[{"type": "verified", "peer": None}]),
    "error": lambda r: write(json.dumps({"id": r["id"], "ok": False, "error": "TypeError: \x1b[31m"}) + "\n"),
    "mixed": lambda r: write(json.dumps({"id": r["id"], "ok": True, "error": "x", "state": "read"}) + "\n"),
    "refuses-declared": lambda r: write(json.dumps({"id": r["id"], "ok": False, "unsupported": "step"}) + "\n"),
    "exit-0": lambda r: os._exit(0),
    "exit-1": lambda r: (sys.stderr.write("noise\nTypeError: \x1b[31mboom\n"), sys.stderr.flush(), os._exit(1)),
    "abort": lambda r: os.abort(),
    "segfault": lambda r: segfault(),
    "memory": lambda r: eat_memory(),
    "hang": lambda r: time.sleep(60),
    "stop-itself": lambda r: os.kill(os.getpid(), signal.SIGSTOP),
    "close-stdout": lambda r: (os.close(1), time.sleep(60)),
    "close-stdin": lambda r: (os.close(0), time.sleep(60)),
    "flood-stderr": lambda r: flood(sys.stderr, "z" * 4096),
    "reports-and-floods": lambda r: (sys.stderr.write("z" * 5_000_000), session(r)),
    "why": lambda r: session(r, "rejected", why="bad \x1b[2J key"),
    "fork": lambda r: forks(),
    "die-leaving-child": lambda r: (subprocess.Popen(["sleep", "60"]), os.kill(os.getpid(), 9)),
    "die-leaving-daemon": lambda r: (daemon(), os._exit(3)),
}


def forks():
    """Ever more processes; not for ever, lest a runner that does not end them takes the machine with it."""
    for _ in range(3000):
        if os.fork() == 0:
            time.sleep(60)
            os._exit(0)
    time.sleep(60)


def daemon():
    """Double fork into a session of its own, holding every descriptor."""
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            time.sleep(60)
        os._exit(0)


def hello(request):
    body = dict(HELLO)
    if FAULT == "every-capability":
        body["caps"] = ["endpoint", "eof.rst", "timeout_ms", "authorize.then", *CAPS]
        body["timeout_kind"] = "total"
        body["authorize"] = "before-m2"
    if FAULT == "unknown-capability":
        body["caps"] = ["telepathy"]
    if FAULT == "no-roles":
        del body["roles"]
    if FAULT == "fickle":
        body["layer"] = str(os.getpid())
    protocols = {"toy": body}
    answer(request, hsp=1, name="hostile", version="1", protocols=protocols)
    if FAULT == "answers-early":
        session({"id": request["id"] + 3})


def unsupported(request, what):
    write(json.dumps({"id": request["id"], "ok": False, "unsupported": what}) + "\n")


def serve(request, state):
    op = request["op"]
    if op == "hello":
        hello(request)
    elif FAULT == "yes-man":
        session(request, "done")
    elif op == "open" and request["protocol"] != "toy":
        unsupported(request, "protocol")
    elif op == "open" and (FAULT == "every-capability" and "endpoint" in request):
        unsupported(request, "endpoint")
    elif op == "open":
        session(request)
    elif op == "step" and FAULT == "nine-honest":
        state["steps"] = state.get("steps", 0) + 1
        session(request) if state["steps"] < 10 else os.abort()
    elif op == "step" and FAULT in FAULTS:
        FAULTS[FAULT](request)
    elif op == "step" and FAULT == "unreject":
        state["n"] = state.get("n", 0) + 1
        session(request, "rejected" if state["n"] == 1 else "read")
    elif op == "step" and FAULT == "write-after-fin":
        state["n"] = state.get("n", 0) + 1
        session(request, close="fin", out="00" if state["n"] == 2 else "")
    elif op == "step" and FAULT == "close-once-only":
        state["n"] = state.get("n", 0) + 1
        session(request, close="half" if state["n"] == 1 else "none")
    elif op == "eof" and FAULT == "unreject":
        session(request, "rejected")
    elif op in ("step", "eof", "poll", "send", "finish"):
        session(request, out=request.get("in", ""))
    elif op == "outcome":
        answer(request, values={"enc_key": "00"})
    elif op == "close" and FAULT == "die-on-close":
        os._exit(9)
    elif op == "close":
        answer(request)
    elif op == "bye":
        if FAULT != "no-bye":
            answer(request)
            sys.exit(0)
    else:
        unsupported(request, op)


def main():
    if FAULT == "ignores-term":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        FAULTS["ignores-term"] = FAULTS["hang"]
    if FAULT == "daemon-first":
        daemon()
    state = {}
    for text in sys.stdin:
        serve(json.loads(text), state)
    if FAULT == "no-bye":
        time.sleep(60)


if __name__ == "__main__":
    main()
