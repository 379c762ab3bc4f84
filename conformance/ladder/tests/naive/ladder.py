# SPDX-License-Identifier: MIT
"""ladder/1, written from spec/ladder.md alone: shared pieces, names, order of checks; the rungs are rungs.py, sigma.py.

For tests only: nothing is constant in time, nothing is erased.
"""
import primitives
from primitives import Forged, x25519

MODES = "id-is-key", "named", "named-pop"
BASE_POINT = bytes([9]) + bytes(31)
ZERO = bytes(32)
ZERO_NONCE = bytes(12)


class Refused(Exception):
    """The peer is not accepted; the text is a reason of spec/ladder.md §5."""


def refuse_unless(holds, reason):
    if not holds:
        raise Refused(reason)


# --- spec/ladder.md §3 ---


def u16be(value):
    return value.to_bytes(2, "big")


def header(P, n):
    return b"L1" + bytes([P, n])


def frame(P, n, m):
    return u16be(4 + len(m)) + header(P, n) + m


def K(Z, P, label):
    return primitives.mac(Z, b"ladder/1 key " + bytes([P]) + label.encode())


def sig(S, P, m):
    return primitives.sign(S, b"ladder/1 sig " + bytes([P]) + m)


def sig_verifies(key, P, m, signature):
    return primitives.verifies(key, b"ladder/1 sig " + bytes([P]) + m, signature)


# --- spec/ladder.md §3.6: app is the key of one direction, K[P](app-i) or K[P](app-r) ---


class RecordWriter:
    def __init__(self, app):
        self.app, self.count = app, 0

    def seal(self, text):
        length = u16be(len(text) + 16)
        box = primitives.aead(self.app, record_nonce(self.count), length, text)
        self.count += 1
        return length + box


class RecordReader:
    def __init__(self, app):
        self.app, self.count, self.unread = app, 0, b""

    def receive(self, data):
        """The texts of the records that are complete; raises Forged, and the direction is over."""
        self.unread += data
        texts = []
        while len(self.unread) >= 2 and len(self.unread) >= 2 + int.from_bytes(self.unread[:2], "big"):
            end = 2 + int.from_bytes(self.unread[:2], "big")
            record, self.unread = self.unread[:end], self.unread[end:]
            texts.append(primitives.aead_open(self.app, record_nonce(self.count), record[:2], record[2:]))
            self.count += 1
        return texts


def record_nonce(count):
    return bytes(4) + count.to_bytes(8, "big")


# --- spec/ladder.md §4 ---


def pop(S, name):
    return primitives.sign(S, b"ladder/1 pop " + name)


def directory(mode, entries):
    """{name: key} of entries (name, key, proof or None). Raises Refused in named-pop; ValueError for a name twice."""
    keys = {}
    for name, key, proof in entries:
        if name in keys:
            raise ValueError(f"the directory has the name {name.hex()} twice: give each name one key")
        if mode == "named-pop":
            held = proof is not None and primitives.verifies(key, b"ladder/1 pop " + name, proof)
            refuse_unless(held, "not_possessed")
        keys[name] = key
    return keys


# --- spec/ladder.md §5 ---


class End:
    """One end of one run. P: the number of its rung; script: what the end does (rungs.py), a generator over it.

    `seed` and `name` are its own (both None on dh), `scalar` is its x or y, `called` the initiator's B, `keys` a
    directory, or None where the name is the key. `state` goes from "read" over "ask" (is `asked` admitted?) to
    "done" or "refused" (`reason`); `out` is what it wrote, `peer` the name that was verified.
    """

    def __init__(self, P, script, scalar, seed=None, name=None, called=None, keys=None):
        self.P, self.scalar, self.seed, self.name, self.called, self.keys = P, scalar, seed, name, called, keys
        self.share = x25519(scalar, BASE_POINT)
        self.out = self.unread = b""
        self.state, self.reason, self.asked, self.peer, self.Z = "read", None, None, None, None
        self.script = script(self)
        self.go_on(None)

    def go_on(self, answer):
        """Gives the script what it waits for: ("read", bytes) or ("ask", name), which wants a bool."""
        self.state = "read"
        try:
            self.due = self.script.send(answer)
            if self.due[0] == "ask":
                self.state, self.asked = self.due
        except Refused as e:
            self.state, self.reason = "refused", str(e)
        except StopIteration:
            self.state = "done"

    def receive(self, data):
        """Bytes of the peer, cut anywhere. What follows the last message stays in `unread`: it is records."""
        self.unread += data
        while self.state == "read" and len(self.unread) >= self.due[1]:
            piece, self.unread = self.unread[:self.due[1]], self.unread[self.due[1]:]
            self.go_on(piece)

    def admit(self, allowed):
        """The application's answer about `asked`."""
        self.go_on(allowed)
        self.receive(b"")

    # What a script calls. `read` and `ask` are for `yield from`.

    def send(self, n, m):
        self.out += frame(self.P, n, m)

    def read(self, n, *lengths):
        """The parts of message n, of these lengths."""
        refuse_unless((yield "read", 2) == u16be(4 + sum(lengths)), "bad_frame")
        head, *parts = split((yield "read", 4 + sum(lengths)), 4, *lengths)
        refuse_unless(head == header(self.P, n), "bad_frame")
        return parts

    def dh(self, share):
        self.Z = x25519(self.scalar, share)
        refuse_unless(self.Z != ZERO, "low_order_point")

    def sign(self, m):
        return sig(self.seed, self.P, m)

    def verify(self, name, m, signature):
        refuse_unless(self.keys is None or name in self.keys, "unknown_name")
        key = name if self.keys is None else self.keys[name]
        refuse_unless(sig_verifies(key, self.P, m, signature), "bad_signature")

    def mac(self, label, m):
        return primitives.mac(K(self.Z, self.P, label), m)

    def check_mac(self, label, m, received):
        refuse_unless(self.mac(label, m) == received, "bad_mac")

    def seal(self, n, label, m):
        return primitives.aead(K(self.Z, self.P, label), ZERO_NONCE, header(self.P, n), m)

    def open(self, n, label, box):
        try:
            return primitives.aead_open(K(self.Z, self.P, label), ZERO_NONCE, header(self.P, n), box)
        except Forged:
            raise Refused("bad_box") from None

    def stream(self, label, m):
        return primitives.chacha20(K(self.Z, self.P, label), 0, ZERO_NONCE, m)

    def pinned(self, name):
        refuse_unless(name == self.called, "wrong_peer")
        self.peer = name

    def ask(self, name):
        refuse_unless((yield "ask", name), "not_authorized")
        self.peer = name


def split(m, *lengths):
    parts = []
    for length in lengths:
        parts.append(m[:length])
        m = m[length:]
    return parts
