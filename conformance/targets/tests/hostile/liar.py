# SPDX-License-Identifier: MIT
"""An honest SHS1 target but for one fault: liar.py FAULT SESSION CORE.

CORE is an HSP/1 target that answers every request. From the SESSIONth session of this process on, `step` meets
the FAULT instead, one of this file or of shim.py; those of FIRST begin before hello is answered. `honest` is none.
"""
import json
import os
import signal
import subprocess
import sys
import time

import shim

FAULT, SESSION, CORE = sys.argv[1], int(sys.argv[2]), sys.argv[3]
MARK = os.environ.get("HOSTILE_MARK", "hostile")  # a sleeper's name, for who looks for survivors
ESCAPES = "\x1b[2J\x1b]0;owned\x07\u009b31m\r\n\u202e" + "x" * 5000
opened = 0


def sleeper(env=None):
    """Lives on and holds every descriptor; without env not even its environment tells whose it is."""
    subprocess.Popen(["/bin/bash", "-c", "exec -a " + MARK + " /bin/sleep 600"], close_fds=False, env=env)


def spawn_daemon(env=None):
    if os.fork() == 0:
        os.setsid()
        sleeper(env)
        os._exit(0)
    os.wait()


def leave_flooder():
    """A child that leaves the group, holds the pipe and fills it, while its parent dies."""
    if os.fork() == 0:
        os.setsid()
        shim.flood(sys.stdout, '{"id":1,"ok":true}\n')
    os.kill(os.getpid(), signal.SIGKILL)


def leak():
    """A little more with each request, until a limit ends it."""
    shim.resource.setrlimit(shim.resource.RLIMIT_AS, (128 << 20, 128 << 20))
    leaked.append(bytearray(4 << 20))


leaked = []


def say(answer, **changes):
    shim.write(json.dumps({**answer, **changes}) + "\n")


# Before hello is answered.
FIRST = {
    "never-reads": lambda: time.sleep(600),
    "never-writes": lambda: [None for _ in sys.stdin],
    "writes-forever": lambda: shim.flood(sys.stdout, '{"id":1,"ok":true,"x":"' + "a" * 60000 + '"}\n'),
    "closes-stdin": lambda: (os.close(0), time.sleep(600)),
    "holds-the-pipe": lambda: [sleeper() for _ in range(3)],
    "daemon": lambda: spawn_daemon(),
    "nameless-daemon": lambda: spawn_daemon({}),
    "ignores-sigterm": lambda: signal.signal(signal.SIGTERM, signal.SIG_IGN),
}

# Given an honest answer to `step`.
ANSWERS = {
    "huge-integer": lambda a: shim.write(json.dumps(a).replace('"id": %d' % a["id"], '"id": ' + "9" * 300) + "\n"),
    "integer-bomb": lambda a: shim.write(json.dumps(a).replace('"id": %d' % a["id"], '"id": ' + "9" * 900000) + "\n"),
    "why-escapes": lambda a: say(a, why=ESCAPES),
    "rejected-escapes": lambda a: say(a, state="rejected", out="", why=ESCAPES),
    "one-byte-a-second": lambda a: [(shim.write(c), time.sleep(1)) for c in json.dumps(a) + "\n"],
    "leaks": lambda a: (leak(), say(a)),
    "leaves-flooder": lambda a: leave_flooder(),
    "ignores-sigterm": lambda a: time.sleep(600),
    "done-then-read": lambda a: say(a, state="done", out=""),
    "megabyte-answers": lambda a: say(a, note="x" * 1000000),
}


IN_HELLO = {"every-capability", "fickle", "escapes-in-hello", "answers-early"}


def on_hello(answer):
    """CORE declares every capability already; that `every-capability` lacks endpoint shows in `serve`."""
    if FAULT == "every-capability":
        answer["protocols"]["shs1"].update(observe=["ab", "aB", "Ab", "K2", "K3"], sessions=1 << 50)
    if FAULT == "fickle":
        caps = answer["protocols"]["shs1"]["caps"]
        del caps[os.getpid() % len(caps)]
    if FAULT == "escapes-in-hello":
        answer["name"] = answer["version"] = answer["protocols"]["shs1"]["layer"] = ESCAPES
    say(answer)
    if FAULT == "answers-early":
        say({"id": answer["id"] + 1, "ok": True})


def on_step(request, answer):
    if FAULT in ANSWERS:
        ANSWERS[FAULT](answer)
    elif FAULT in shim.FAULTS:
        shim.FAULTS[FAULT](request)
    else:
        say(answer)


def serve(request, answer):
    global opened
    opened += request["op"] == "open" and answer["ok"]
    if request["op"] == "hello":
        on_hello(answer)
    elif FAULT == "every-capability" and "endpoint" in request:
        shim.unsupported(request, "endpoint")
    elif request["op"] == "step" and opened >= SESSION:
        on_step(request, answer)
    else:
        say(answer)
    if request["op"] == "bye":
        sys.exit(0)


def main():
    if FAULT != "honest" and not any(FAULT in known for known in (FIRST, ANSWERS, IN_HELLO, shim.FAULTS)):
        sys.exit("liar.py: no fault " + FAULT)
    if FAULT in FIRST:
        FIRST[FAULT]()
    core = subprocess.Popen([CORE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    for text in sys.stdin:
        core.stdin.write(text)
        core.stdin.flush()
        serve(json.loads(text), json.loads(core.stdout.readline()))


main()
