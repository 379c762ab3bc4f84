# SPDX-License-Identifier: MIT
"""The upper rungs, spec/ladder.md §6.9–6.13, and the list of all; written as rungs.py is."""
import rungs
from ladder import split


# spec/ladder.md §6.9


def sigma_0_initiator(e):
    A, X = e.name, e.share
    e.send(1, X)
    Y, B, sigB, macB = yield from e.read(2, 32, 32, 64, 32)
    e.dh(Y)
    e.verify(B, X + Y, sigB)
    e.check_mac("mac-r", B, macB)
    e.pinned(B)
    e.send(3, A + e.sign(Y + X) + e.mac("mac-i", A))


def sigma_0_responder(e):
    B, Y = e.name, e.share
    X, = yield from e.read(1, 32)
    e.dh(X)
    e.send(2, Y + B + e.sign(X + Y) + e.mac("mac-r", B))
    A, sigA, macA = yield from e.read(3, 32, 64, 32)
    e.verify(A, Y + X, sigA)
    e.check_mac("mac-i", A, macA)
    yield from e.ask(A)


# spec/ladder.md §6.10


def sigma_i_initiator(e):
    A, X = e.name, e.share
    e.send(1, X)
    Y, box = yield from e.read(2, 32, 144)
    e.dh(Y)
    B, sigB, macB = split(e.open(2, "enc-r", box), 32, 64, 32)
    e.verify(B, X + Y, sigB)
    e.check_mac("mac-r", B, macB)
    e.pinned(B)
    e.send(3, e.seal(3, "enc-i", A + e.sign(Y + X) + e.mac("mac-i", A)))


def sigma_i_responder(e):
    B, Y = e.name, e.share
    X, = yield from e.read(1, 32)
    e.dh(X)
    e.send(2, Y + e.seal(2, "enc-r", B + e.sign(X + Y) + e.mac("mac-r", B)))
    box, = yield from e.read(3, 144)
    A, sigA, macA = split(e.open(3, "enc-i", box), 32, 64, 32)
    e.verify(A, Y + X, sigA)
    e.check_mac("mac-i", A, macA)
    yield from e.ask(A)


# spec/ladder.md §6.11


def sigma_r_initiator(e):
    A, X = e.name, e.share
    e.send(1, X)
    Y, = yield from e.read(2, 32)
    e.dh(Y)
    e.send(3, e.seal(3, "enc-i", A + e.sign(Y + X) + e.mac("mac-i", A)))
    box, = yield from e.read(4, 144)
    B, sigB, macB = split(e.open(4, "enc-r", box), 32, 64, 32)
    e.verify(B, X + Y, sigB)
    e.check_mac("mac-r", B, macB)
    e.pinned(B)


def sigma_r_responder(e):
    B, Y = e.name, e.share
    X, = yield from e.read(1, 32)
    e.dh(X)
    e.send(2, Y)
    box, = yield from e.read(3, 144)
    A, sigA, macA = split(e.open(3, "enc-i", box), 32, 64, 32)
    e.verify(A, Y + X, sigA)
    e.check_mac("mac-i", A, macA)
    yield from e.ask(A)
    e.send(4, e.seal(4, "enc-r", B + e.sign(X + Y) + e.mac("mac-r", B)))


# spec/ladder.md §6.12


def sigma_ike_initiator(e):
    A, X = e.name, e.share
    e.send(1, X)
    Y, = yield from e.read(2, 32)
    e.dh(Y)
    macA = e.mac("mac-i", Y + X + A)
    e.send(3, e.seal(3, "enc-i", A + e.sign(macA)))
    box, = yield from e.read(4, 112)
    B, sigB = split(e.open(4, "enc-r", box), 32, 64)
    e.verify(B, e.mac("mac-r", X + Y + B), sigB)
    e.pinned(B)


def sigma_ike_responder(e):
    B, Y = e.name, e.share
    X, = yield from e.read(1, 32)
    e.dh(X)
    e.send(2, Y)
    box, = yield from e.read(3, 112)
    A, sigA = split(e.open(3, "enc-i", box), 32, 64)
    e.verify(A, e.mac("mac-i", Y + X + A), sigA)
    yield from e.ask(A)
    macB = e.mac("mac-r", X + Y + B)
    e.send(4, e.seal(4, "enc-r", B + e.sign(macB)))


# spec/ladder.md §6.13: sigma-i, and an ack


def sigma_i_ack_initiator(e):
    yield from sigma_i_initiator(e)
    ack, = yield from e.read(4, 32)
    e.check_mac("ack-r", e.called + e.name, ack)


def sigma_i_ack_responder(e):
    yield from sigma_i_responder(e)
    e.send(4, e.mac("ack-r", e.name + e.peer))


# spec/ladder.md §2: name: (P, initiator, responder)
RUNGS = {
    "dh": (0x00, rungs.dh_initiator, rungs.dh_responder),
    "sign-own": (0x01, rungs.sign_own_initiator, rungs.sign_own_responder),
    "badh": (0x02, rungs.badh_initiator, rungs.badh_responder),
    "iso": (0x03, rungs.iso_initiator, rungs.iso_responder),
    "sts-enc": (0x04, rungs.sts_enc_initiator, rungs.sts_enc_responder),
    "sts-mac": (0x05, rungs.sts_mac_initiator, rungs.sts_mac_responder),
    "sts-enc-id": (0x06, rungs.sts_enc_id_initiator, rungs.sts_enc_id_responder),
    "sign-key": (0x07, rungs.sign_key_initiator, rungs.sign_key_responder),
    "sigma-0": (0x08, sigma_0_initiator, sigma_0_responder),
    "sigma-i": (0x09, sigma_i_initiator, sigma_i_responder),
    "sigma-r": (0x0A, sigma_r_initiator, sigma_r_responder),
    "sigma-ike": (0x0B, sigma_ike_initiator, sigma_ike_responder),
    "sigma-i-ack": (0x0C, sigma_i_ack_initiator, sigma_i_ack_responder),
}
