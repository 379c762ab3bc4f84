# SPDX-License-Identifier: MIT
"""What spec/ladder.md §6 says of each rung's breaks, and that the rung which mends them refuses."""
import unittest

import ladder
from primitives import x25519
from scene import (ALICE, BOB, EVE, HONEST, RUNGS, SEEDS, SIGNED, deliver, end, entry, flipped, public_key, taken,
                   talk, y, z)

B_TAKEN = [entry(ALICE, SEEDS[ALICE]), entry(BOB, SEEDS[BOB]), (EVE, public_key(SEEDS[BOB]), None)]
STOLEN = [entry(ALICE, SEEDS[ALICE]), entry(BOB, SEEDS[BOB]), (EVE, public_key(SEEDS[ALICE]), None)]


def up_to_m3(rung, **options):
    """(initiator, responder, m1, m2, m3): an honest run whose m3 is not delivered yet."""
    initiator, responder = end(rung, "initiator", **options), end(rung, "responder", **options)
    m1 = taken(initiator)
    m2 = deliver(m1, responder)
    return initiator, responder, m1, m2, deliver(m2, initiator)


def framed(rung, n, m):
    return ladder.frame(RUNGS[rung][0], n, m)


def renamed(m, at, old, new):
    """m with `old` at that place changed to `new`, in clear or under a stream."""
    return m[:at] + bytes(c ^ a ^ b for c, a, b in zip(m[at:at + 32], old, new)) + m[at + 32:]


def sig_of(person, rung, m):
    return ladder.sig(SEEDS[person], RUNGS[rung][0], m)


class Attack(unittest.TestCase):
    def misbound(self, rung, initiator, responder):
        """A and B share a key; A believes in B, and B in E."""
        self.assertEqual((initiator.state, responder.state), ("done", "done"), rung)
        self.assertEqual((initiator.Z, initiator.peer, responder.peer), (responder.Z, BOB, EVE), rung)


class BetweenTwoShares(Attack):
    def test_E_holds_a_key_with_each_end_of_dh(self):
        E = x25519(z, ladder.BASE_POINT)
        initiator, responder = end("dh", "initiator"), end("dh", "responder")
        Y = deliver(framed("dh", 1, E), responder)[6:]
        initiator.receive(framed("dh", 2, E))
        self.assertEqual((initiator.state, responder.state), ("done", "done"))
        self.assertEqual((initiator.Z, responder.Z), (x25519(z, initiator.share), x25519(z, Y)))

    def test_bit_255_of_X_passes_unseen_in_dh(self):
        initiator, responder = end("dh", "initiator"), end("dh", "responder")
        m1 = taken(initiator)
        initiator.receive(deliver(m1[:-1] + bytes([m1[-1] ^ 0x80]), responder))
        self.assertEqual((initiator.state, responder.state, initiator.Z), ("done", "done", responder.Z))

    def test_it_does_not_where_the_share_is_signed(self):
        initiator, responder = end("badh", "initiator"), end("badh", "responder")
        m1 = taken(initiator)
        initiator.receive(deliver(m1[:-1] + bytes([m1[-1] ^ 0x80]), responder))
        self.assertEqual(initiator.reason, "bad_signature")


class OwnShareSigned(Attack):
    def test_E_signs_the_share_of_A_on_sign_own(self):
        initiator, responder = end("sign-own", "initiator"), end("sign-own", "responder")
        X = taken(initiator)[38:70]
        initiator.receive(deliver(framed("sign-own", 1, EVE + X + sig_of(EVE, "sign-own", X)), responder))
        self.misbound("sign-own", initiator, responder)

    def test_an_old_msg1_makes_B_done_with_A_on_sign_own(self):
        m1 = taken(end("sign-own", "initiator"))
        for _ in range(2):
            responder = end("sign-own", "responder", scalar=z)
            deliver(m1, responder)
            self.assertEqual((responder.state, responder.peer), ("done", ALICE))

    def test_an_old_msg3_is_refused_on_badh(self):
        _, _, m1, _, m3 = up_to_m3("badh")
        responder = end("badh", "responder", scalar=z)
        deliver(m1, responder)
        responder.receive(m3)
        self.assertEqual(responder.reason, "bad_signature")


class Misbinding(Attack):
    """E has an honest key."""

    def test_E_signs_in_the_place_of_A_on_badh(self):
        initiator, responder, m1, m2, _ = up_to_m3("badh")
        deliver(framed("badh", 3, EVE + sig_of(EVE, "badh", m2[6:38] + m1[6:])), responder)
        self.misbound("badh", initiator, responder)

    def test_E_who_is_dialled_signs_in_the_place_of_B_on_badh(self):
        initiator, responder = end("badh", "initiator", called=EVE), end("badh", "responder")
        m1 = taken(initiator)
        Y = deliver(m1, responder)[6:38]
        m3 = deliver(framed("badh", 2, Y + EVE + sig_of(EVE, "badh", m1[6:] + Y)), initiator)
        deliver(m3, responder)
        self.assertEqual((initiator.peer, responder.peer, initiator.Z), (EVE, ALICE, responder.Z))

    def two_initiators(self, rung, proof, at):
        """A calls B, B calls E. E hands each the other's share, and A the msg3 of B: (A's end, B's end)."""
        a, b = end(rung, "initiator"), end(rung, "initiator", person=BOB, called=EVE, scalar=y)
        X, other = taken(a)[at:], taken(b)[at:]
        m3 = deliver(framed(rung, 2, proof(X, other)), b)
        if m3:
            a.receive(framed(rung, 2, BOB + other + m3[6:] if rung == "iso" else other + m3[6:]))
        return a, b

    def test_E_makes_a_pair_of_two_initiators_on_badh(self):
        a, b = self.two_initiators("badh", lambda X, other: X + EVE + sig_of(EVE, "badh", other + X), 6)
        self.assertEqual((a.state, b.state, a.peer, b.peer, a.Z), ("done", "done", BOB, EVE, b.Z))

    def test_E_does_not_on_iso_and_sigma_0(self):
        a, b = self.two_initiators("iso", lambda X, other: EVE + X + sig_of(EVE, "iso", other + X + BOB), 38)
        self.assertEqual((a.reason, b.peer), ("bad_signature", EVE))
        a, b = self.two_initiators("sigma-0", lambda X, other: X + EVE + sig_of(EVE, "sigma-0", other + X) + X, 6)
        self.assertEqual((a.state, b.reason), ("read", "bad_mac"))

    def test_B_refuses_the_signature_of_E_when_msg1_named_A_on_iso(self):
        _, responder, m1, m2, _ = up_to_m3("iso")
        sigE = sig_of(EVE, "iso", m2[38:70] + m1[38:] + BOB)
        deliver(framed("iso", 3, sigE), responder)
        self.assertEqual(responder.reason, "bad_signature")

    def test_A_refuses_sigB_when_msg1_named_E_on_iso(self):
        initiator, responder = end("iso", "initiator"), end("iso", "responder")
        m1 = taken(initiator)
        m2 = deliver(framed("iso", 1, EVE + m1[38:]), responder)
        initiator.receive(m2)
        self.assertEqual(initiator.reason, "bad_signature")
        deliver(framed("iso", 3, sig_of(EVE, "iso", m2[38:70] + m1[38:] + BOB)), responder)
        self.assertEqual(responder.peer, EVE)  # which harms nobody: A has gone

    def test_E_who_does_not_know_Z_cannot_sign_in_the_place_of_A_above_badh(self):
        """With its own signature under a mac, or a Z, that it has to guess."""
        guess = bytes(32)
        for rung, proof, reason in [
            ("sts-mac", lambda YX, XY: sig_of(EVE, "sts-mac", XY) + guess, "bad_mac"),
            ("sign-key", lambda YX, XY: sig_of(EVE, "sign-key", YX + guess), "bad_signature"),
            ("sigma-0", lambda YX, XY: sig_of(EVE, "sigma-0", YX) + guess, "bad_mac"),
        ]:
            _, responder, m1, m2, _ = up_to_m3(rung)
            X, Y = m1[6:], m2[6:38]
            deliver(framed(rung, 3, EVE + proof(Y + X, X + Y)), responder)
            self.assertEqual(responder.reason, reason, rung)


class KeyOfAnother(Attack):
    """E has registered the key of A as its own, or that of B: mode named."""

    CLEAR = "badh", "sts-enc", "sts-mac", "sign-key"

    def test_a_clear_name_is_changed_to_E(self):
        for rung in self.CLEAR:
            initiator, responder, _, _, m3 = up_to_m3(rung, entries=STOLEN)
            deliver(m3[:6] + EVE + m3[38:], responder)
            self.misbound(rung, initiator, responder)

    def test_a_hidden_name_without_a_tag_is_changed_too_on_sts_enc_id(self):
        initiator, responder, _, _, m3 = up_to_m3("sts-enc-id", entries=STOLEN)
        deliver(renamed(m3, 6, ALICE, EVE), responder)
        self.misbound("sts-enc-id", initiator, responder)

    def test_A_who_calls_E_is_done_with_E_when_E_has_the_key_of_B(self):
        for rung in (*self.CLEAR, "sts-enc-id", "iso"):
            initiator, responder = (end(rung, role, called=EVE, entries=B_TAKEN) for role in ("initiator", "responder"))
            m2 = deliver(taken(initiator), responder)
            deliver(deliver(renamed(m2, 6 if rung == "iso" else 38, BOB, EVE), initiator), responder)
            self.assertEqual((initiator.peer, initiator.Z), (EVE, responder.Z), rung)
            self.assertEqual(responder.reason if rung == "iso" else responder.peer,
                             "bad_signature" if rung == "iso" else ALICE, rung)

    def test_A_is_not_on_sigma_0(self):
        initiator, responder = (end("sigma-0", r, called=EVE, entries=B_TAKEN) for r in ("initiator", "responder"))
        initiator.receive(renamed(deliver(taken(initiator), responder), 38, BOB, EVE))
        self.assertEqual(initiator.reason, "bad_mac")

    def test_the_mac_over_the_name_refuses_it_on_sigma_0(self):
        _, responder, _, _, m3 = up_to_m3("sigma-0", entries=STOLEN)
        deliver(m3[:6] + EVE + m3[38:], responder)
        self.assertEqual(responder.reason, "bad_mac")

    def test_a_box_refuses_it_on_sigma_i(self):
        _, responder, _, _, m3 = up_to_m3("sigma-i", entries=STOLEN)
        deliver(renamed(m3, 6, ALICE, EVE), responder)
        self.assertEqual(responder.reason, "bad_box")

    def test_the_registrar_refuses_it_in_named_pop(self):
        """Without a proof, with E's for that name, and with A's for its own."""
        for proof in None, ladder.pop(SEEDS[EVE], EVE), ladder.pop(SEEDS[ALICE], ALICE):
            entries = (*STOLEN[:2], (EVE, public_key(SEEDS[ALICE]), proof))
            with self.assertRaisesRegex(ladder.Refused, "not_possessed"):
                end("sts-enc", "responder", mode="named-pop", entries=entries)

    def test_nobody_answers_to_the_changed_name_where_it_is_registered_to_E_honestly(self):
        for rung in (*self.CLEAR, "sigma-0"):
            _, responder, _, _, m3 = up_to_m3(rung, mode="named-pop", entries=HONEST)
            deliver(m3[:6] + EVE + m3[38:], responder)
            self.assertEqual(responder.reason, "bad_signature", rung)


class AnyLength(ladder.End):
    """Reads what the length says, and compares as much of a mac as came."""

    def read(self, n, *lengths):
        length = int.from_bytes((yield "read", 2), "big")
        head, *parts = ladder.split((yield "read", length), 4, *lengths)
        ladder.refuse_unless(head == ladder.header(self.P, n), "bad_frame")
        return parts

    def check_mac(self, label, m, received):
        ladder.refuse_unless(self.mac(label, m).startswith(received), "bad_mac")


class OtherLengths(Attack):
    def refuses_and_takes(self, rung, changed):
        """Every end refuses a last message with such a body, but for one that takes any length."""
        for kind, reason in (ladder.End, "bad_frame"), (AnyLength, None):
            initiator, responder, _, _, last = up_to_m3(rung, kind=kind)
            reader = responder
            if rung == "sigma-i-ack":
                reader, last = initiator, deliver(last, responder)
            deliver(framed(rung, last[5], changed(last[6:])), reader)
            self.assertEqual(reader.reason, reason, rung)

    def test_a_mac_or_an_ack_is_cut_short(self):
        for rung in ("sts-mac", "sigma-0", "sigma-i-ack"):
            self.refuses_and_takes(rung, lambda body: body[:-32])
            self.refuses_and_takes(rung, lambda body: body[:-1])

    def test_something_follows_the_proof(self):
        for rung in ("badh", "iso", "sigma-0", "sigma-i-ack"):
            self.refuses_and_takes(rung, lambda body: body + b"\0")


class OneKey(ladder.End):
    """The labels of one direction for both."""

    def seal(self, n, label, m):
        return super().seal(n, "enc-i", m)

    def open(self, n, label, box):
        return super().open(n, "enc-i", box)

    def mac(self, label, m):
        return super().mac("mac-i", m)


class OneKeyAndNumber(OneKey):
    def open(self, n, label, box):
        return super().open(3, label, box)


class WhoShowsItsName(Attack):
    def test_a_stranger_reads_B_on_sigma_i(self):
        stranger = end("sigma-i", "initiator", person=EVE, scalar=z)
        m2 = deliver(taken(stranger), end("sigma-i", "responder"))
        stranger.dh(m2[6:38])
        self.assertEqual(stranger.open(2, "enc-r", m2[38:])[:32], BOB)

    def test_a_fake_responder_reads_A_on_sigma_r(self):
        initiator, fake = end("sigma-r", "initiator"), end("sigma-r", "responder", person=EVE, scalar=z)
        m3 = deliver(deliver(taken(initiator), fake), initiator)
        self.assertEqual(fake.open(3, "enc-i", m3[6:])[:32], ALICE)

    def mirrored(self, rung, kind, called):
        """E answers X with X, and msg3 with msg3."""
        initiator = end(rung, "initiator", called=called, kind=kind)
        m3 = deliver(framed(rung, 2, taken(initiator)[6:]), initiator)
        initiator.receive(framed(rung, 4, m3[6:]))
        return initiator

    def test_a_mirror_needs_one_key_one_number_and_an_A_who_calls_itself(self):
        for rung in ("sigma-r", "sigma-ike"):
            for kind, called, reason in [(ladder.End, ALICE, "bad_box"), (OneKey, ALICE, "bad_box"),
                                         (OneKeyAndNumber, BOB, "wrong_peer"), (OneKeyAndNumber, ALICE, None)]:
                self.assertEqual(self.mirrored(rung, kind, called).reason, reason, (rung, kind, called))


class Complains(ladder.End):
    """Writes its own name when a proof is wrong."""

    def go_on(self, answer):
        super().go_on(answer)
        if self.reason in ("bad_box", "bad_signature", "bad_mac"):
            self.out += self.name


class WhatARefusalSays(Attack):
    def refused(self, rung, role, kind=ladder.End):
        """What that end writes when the last byte of the proof is wrong."""
        ends = [end(rung, r, kind=kind if r == role else ladder.End) for r in ("initiator", "responder")]
        proof = {"sign-own": (1, 2), "sigma-r": (3, 4), "sigma-ike": (3, 4)}.get(rung, (3, 2))[role == "initiator"]
        messages = talk(*ends, change=lambda n, m: flipped(m) if n == proof else m)
        self.assertEqual(ends[role == "responder"].state, "refused", rung)
        return b"".join(messages[proof:])

    def test_nothing_whatever_the_rung(self):
        for rung in SIGNED:
            for role in ("initiator", "responder"):
                self.assertEqual(self.refused(rung, role), b"", (rung, role))

    def test_a_name_in_the_clear_where_an_end_complains(self):
        self.assertEqual(self.refused("sigma-r", "responder", Complains), BOB)
        self.assertEqual(self.refused("sigma-i", "initiator", Complains), ALICE)


class TwoSessions(Attack):
    def test_two_runs_of_one_process_know_nothing_of_each_other(self):
        pairs = [(end("sigma-0", "initiator", person=who), end("sigma-0", "responder", scalar=s))
                 for who, s in ((ALICE, y), (EVE, z))]
        heard = [taken(initiator) for initiator, _ in pairs]
        for _ in range(2):
            heard = [deliver(deliver(m, b), a) for m, (a, b) in zip(heard, pairs)]
        self.assertEqual([(a.peer, b.peer) for a, b in pairs], [(BOB, ALICE), (BOB, EVE)])


if __name__ == "__main__":
    unittest.main()
