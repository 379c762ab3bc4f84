# SPDX-License-Identifier: MIT
"""Who plays in the tests: the people of spec/ladder.md §8 and an E, their directories, and a wire between two ends."""
from functools import cache

import ladder
from primitives import public_key
from sigma import RUNGS

ALICE, BOB, EVE = (text.ljust(32, b"\0") for text in (b"alice", b"bob", b"eve"))
SEEDS = {ALICE: b"\xa1" * 32, BOB: b"\xb2" * 32, EVE: b"\xe3" * 32}
x, y, z = b"\x11" * 32, b"\x22" * 32, b"\x33" * 32
SIGNED = [rung for rung in RUNGS if rung != "dh"]


def flipped(m, i=-1):
    """m with the lowest bit of byte i changed."""
    i %= len(m)
    return m[:i] + bytes([m[i] ^ 1]) + m[i + 1:]


def entry(name, seed):
    return name, public_key(seed), ladder.pop(seed, name)


HONEST = tuple(entry(name, seed) for name, seed in SEEDS.items())
directory = cache(ladder.directory)


def name_in(mode, person):
    return public_key(SEEDS[person]) if mode == "id-is-key" else person


def end(rung, role, person=None, scalar=None, called=BOB, mode="named", entries=HONEST, kind=ladder.End):
    """The initiator (Alice) or the responder (Bob) of a rung, or someone else in that role."""
    P, *scripts = RUNGS[rung]
    person = person or (ALICE if role == "initiator" else BOB)
    keys = None if mode == "id-is-key" else directory(mode, tuple(entries))
    scalar = scalar or (x if role == "initiator" else y)
    if role == "initiator":
        return kind(P, scripts[0], scalar, SEEDS[person], name_in(mode, person), name_in(mode, called), keys)
    return kind(P, scripts[1], scalar, SEEDS[person], name_in(mode, person), None, keys)


def taken(e):
    """What the end wrote since it was last asked."""
    out, e.out = e.out, b""
    return out


def deliver(m, to, admit=True):
    """Gives m to an end, answers its question if it has one, and returns what it wrote."""
    to.receive(m)
    if to.state == "ask":
        to.admit(admit)
    return taken(to)


def talk(initiator, responder, change=lambda n, m: m, admit=True):
    """Runs both until nothing moves. `change` gets each message and its number, and says what arrives."""
    messages, m, to = [], taken(initiator), responder
    while m:
        messages.append(change(len(messages) + 1, m))
        m = deliver(messages[-1], to, admit)
        to = initiator if to is responder else responder
    return messages
