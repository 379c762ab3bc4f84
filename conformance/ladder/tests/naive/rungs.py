# SPDX-License-Identifier: MIT
"""The rungs of spec/ladder.md §6, each as what its initiator and its responder do, in order, with the spec's letters.

In an initiator X is its own share and A its own name, in a responder Y and B. `e` is the End of ladder.py.
"""


# spec/ladder.md §6.1


def dh_initiator(e):
    X = e.share
    e.send(1, X)
    Y, = yield from e.read(2, 32)
    e.dh(Y)


def dh_responder(e):
    Y = e.share
    X, = yield from e.read(1, 32)
    e.dh(X)
    e.send(2, Y)


# spec/ladder.md §6.2


def sign_own_initiator(e):
    A, X = e.name, e.share
    e.send(1, A + X + e.sign(X))
    B, Y, sigB = yield from e.read(2, 32, 32, 64)
    e.dh(Y)
    e.verify(B, Y, sigB)
    e.pinned(B)


def sign_own_responder(e):
    B, Y = e.name, e.share
    A, X, sigA = yield from e.read(1, 32, 32, 64)
    e.dh(X)
    e.verify(A, X, sigA)
    yield from e.ask(A)
    e.send(2, B + Y + e.sign(Y))


# spec/ladder.md §6.3


def badh_initiator(e):
    A, X = e.name, e.share
    e.send(1, X)
    Y, B, sigB = yield from e.read(2, 32, 32, 64)
    e.dh(Y)
    e.verify(B, X + Y, sigB)
    e.pinned(B)
    e.send(3, A + e.sign(Y + X))


def badh_responder(e):
    B, Y = e.name, e.share
    X, = yield from e.read(1, 32)
    e.dh(X)
    e.send(2, Y + B + e.sign(X + Y))
    A, sigA = yield from e.read(3, 32, 64)
    e.verify(A, Y + X, sigA)
    yield from e.ask(A)


# spec/ladder.md §6.4


def iso_initiator(e):
    A, X = e.name, e.share
    e.send(1, A + X)
    B, Y, sigB = yield from e.read(2, 32, 32, 64)
    e.dh(Y)
    e.verify(B, X + Y + A, sigB)
    e.pinned(B)
    e.send(3, e.sign(Y + X + B))


def iso_responder(e):
    B, Y = e.name, e.share
    A, X = yield from e.read(1, 32, 32)
    e.dh(X)
    e.send(2, B + Y + e.sign(X + Y + A))
    sigA, = yield from e.read(3, 64)
    e.verify(A, Y + X + B, sigA)
    yield from e.ask(A)


# spec/ladder.md §6.5


def sts_enc_initiator(e):
    A, X = e.name, e.share
    e.send(1, X)
    Y, B, box = yield from e.read(2, 32, 32, 80)
    e.dh(Y)
    sigB = e.open(2, "enc-r", box)
    e.verify(B, Y + X, sigB)
    e.pinned(B)
    e.send(3, A + e.seal(3, "enc-i", e.sign(X + Y)))


def sts_enc_responder(e):
    B, Y = e.name, e.share
    X, = yield from e.read(1, 32)
    e.dh(X)
    e.send(2, Y + B + e.seal(2, "enc-r", e.sign(Y + X)))
    A, box = yield from e.read(3, 32, 80)
    sigA = e.open(3, "enc-i", box)
    e.verify(A, X + Y, sigA)
    yield from e.ask(A)


# spec/ladder.md §6.6


def sts_mac_initiator(e):
    A, X = e.name, e.share
    e.send(1, X)
    Y, B, sigB, macB = yield from e.read(2, 32, 32, 64, 32)
    e.dh(Y)
    e.verify(B, Y + X, sigB)
    e.check_mac("mac-r", sigB, macB)
    e.pinned(B)
    sigA = e.sign(X + Y)
    e.send(3, A + sigA + e.mac("mac-i", sigA))


def sts_mac_responder(e):
    B, Y = e.name, e.share
    X, = yield from e.read(1, 32)
    e.dh(X)
    sigB = e.sign(Y + X)
    e.send(2, Y + B + sigB + e.mac("mac-r", sigB))
    A, sigA, macA = yield from e.read(3, 32, 64, 32)
    e.verify(A, X + Y, sigA)
    e.check_mac("mac-i", sigA, macA)
    yield from e.ask(A)


# spec/ladder.md §6.7


def sts_enc_id_initiator(e):
    A, X = e.name, e.share
    e.send(1, X)
    Y, hidden = yield from e.read(2, 32, 96)
    e.dh(Y)
    clear = e.stream("enc-r", hidden)
    B, sigB = clear[:32], clear[32:]
    e.verify(B, Y + X, sigB)
    e.pinned(B)
    e.send(3, e.stream("enc-i", A + e.sign(X + Y)))


def sts_enc_id_responder(e):
    B, Y = e.name, e.share
    X, = yield from e.read(1, 32)
    e.dh(X)
    e.send(2, Y + e.stream("enc-r", B + e.sign(Y + X)))
    hidden, = yield from e.read(3, 96)
    clear = e.stream("enc-i", hidden)
    A, sigA = clear[:32], clear[32:]
    e.verify(A, X + Y, sigA)
    yield from e.ask(A)


# spec/ladder.md §6.8


def sign_key_initiator(e):
    A, X = e.name, e.share
    e.send(1, X)
    Y, B, sigB = yield from e.read(2, 32, 32, 64)
    e.dh(Y)
    e.verify(B, X + Y + e.Z, sigB)
    e.pinned(B)
    e.send(3, A + e.sign(Y + X + e.Z))


def sign_key_responder(e):
    B, Y = e.name, e.share
    X, = yield from e.read(1, 32)
    e.dh(X)
    e.send(2, Y + B + e.sign(X + Y + e.Z))
    A, sigA = yield from e.read(3, 32, 64)
    e.verify(A, Y + X + e.Z, sigA)
    yield from e.ask(A)
