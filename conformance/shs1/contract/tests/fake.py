#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Executables of the contract that do one thing wrong. They know its lengths and no cryptography.

fake.py BEHAVIOUR K sk pk   or   fake.py BEHAVIOUR K B_p
"""
import os
import signal
import sys
import time

behaviour = sys.argv[1]
server = len(sys.argv) == 5
first, second, opening, closing = (64, 80, 64, 112) if server else (64, 112, 64, 80)


def read(n):
    data = b""
    while len(data) < n:
        piece = os.read(0, n - len(data))
        if not piece:
            sys.exit(9)
        data += piece
    return data


def write(data):
    while data:
        data = data[os.write(1, data):]


def event(line):
    os.write(int(os.environ["SHS1_EVENTS_FD"]), line.encode() + b"\n")


def wait():
    while True:
        time.sleep(60)


def shake():
    """Both messages of each side. Returns the nonces that stand on the wire: what it read, what it wrote."""
    mine = b"m" * first
    if not server:
        write(mine)
    theirs = read(opening)
    if server:
        write(mine)
        read(closing)
        write(b"4" * second)
    else:
        write(b"3" * second)
        read(closing)
    return theirs[:24], mine[:24]


def outcome(enc_nonce, dec_nonce):
    return b"E" * 32 + enc_nonce + b"D" * 32 + dec_nonce


def until_last():
    """A server that has read msg3 and owes msg4."""
    read(opening)
    write(b"m" * first)
    read(closing)


if behaviour.startswith("exit-"):
    read(opening)
    sys.exit(int(behaviour[5:]))
elif behaviour == "says-no":
    until_last()
    write(b"you are not on the list\n")
    sys.exit(3)
elif behaviour == "msg4-then-exit":
    shake()
    sys.exit(3)
elif behaviour == "trace":
    shake()
    write(b"Error: not on the list\n" + b"    at somewhere\n" * 20)
    sys.exit(1)
elif behaviour == "segv":
    read(opening)
    write(b"m" * first)
    os.kill(os.getpid(), signal.SIGSEGV)
elif behaviour == "waits":
    write(outcome(*shake()))
    wait()
elif behaviour == "exits":
    write(outcome(*shake()))
elif behaviour == "exits-7":
    write(outcome(*shake()))
    sys.exit(7)
elif behaviour == "other-nonces":
    shake()
    write(outcome(b"x" * 24, b"y" * 24))
    wait()
elif behaviour == "two-writes":
    whole = outcome(*shake())
    write(whole[:50])
    time.sleep(0.06)
    write(whole[50:])
    wait()
elif behaviour == "chats-on":
    write(outcome(*shake()) + b"and another thing")
    wait()
elif behaviour == "stops-short":
    write(outcome(*shake())[:40])
    wait()
elif behaviour == "early":  # a client: success before msg4
    write(b"m" * first)
    theirs = read(opening)
    write(b"3" * second + outcome(theirs[:24], b"m" * 24))
    wait()
elif behaviour == "closes-stdout":
    read(opening)
    os.close(1)
    wait()
elif behaviour == "silent":
    wait()
elif behaviour == "floods":
    while True:
        write(b"y" * 4096)
elif behaviour == "tells":
    read(opening)
    write(b"m" * first)
    read(closing)
    event('{"event":"authorize","peer":"%s"}' % ("ab" * 32))
    event('{"event":"done","peer":"%s"}' % ("ab" * 32))
    write(b"4" * second + outcome(b"x" * 24, b"m" * 24))
    wait()
elif behaviour == "tells-rejected":
    read(opening)
    event('{"event":"rejected","at":"m1","why":"bad \\u001b[31m mac"}')
    sys.exit(1)
elif behaviour == "tells-nonsense":
    read(opening)
    event('{"event":"done","peer":7}')
    wait()
else:
    sys.exit("no such behaviour: " + behaviour)
