# SPDX-License-Identifier: MIT
"""What spec/ladder.md §6 says of each rung's breaks, and that the rung which mends them refuses."""
import unittest

import ladder
from primitives import x25519
from scene import ALICE, BOB, EVE, HONEST, RUNGS, SEEDS, deliver, end, entry, public_key, taken, z

STOLEN = [entry(ALICE, SEEDS[ALICE]), entry(BOB, SEEDS[BOB]), (EVE, public_key(SEEDS[ALICE]), None)]


def up_to_m3(rung, **options):
    """(initiator, responder, m1, m2, m3): an honest run whose m3 is not delivered yet."""
    initiator, responder = end(rung, "initiator", **options), end(rung, "responder", **options)
    m1 = taken(initiator)
    m2 = deliver(m1, responder)
    return initiator, responder, m1, m2, deliver(m2, initiator)


def framed(rung, n, m):
    return ladder.frame(RUNGS[rung][0], n, m)


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
    """E has registered the key of A as its own: mode named."""

    CLEAR = "sts-enc", "sts-mac", "sign-key"

    def test_a_clear_name_is_changed_to_E(self):
        for rung in self.CLEAR:
            initiator, responder, _, _, m3 = up_to_m3(rung, entries=STOLEN)
            deliver(m3[:6] + EVE + m3[38:], responder)
            self.misbound(rung, initiator, responder)

    def test_a_hidden_name_without_a_tag_is_changed_too_on_sts_enc_id(self):
        initiator, responder, _, _, m3 = up_to_m3("sts-enc-id", entries=STOLEN)
        changed = bytes(m ^ a ^ e for m, a, e in zip(m3[6:38], ALICE, EVE))
        deliver(m3[:6] + changed + m3[38:], responder)
        self.misbound("sts-enc-id", initiator, responder)

    def test_the_mac_over_the_name_refuses_it_on_sigma_0(self):
        _, responder, _, _, m3 = up_to_m3("sigma-0", entries=STOLEN)
        deliver(m3[:6] + EVE + m3[38:], responder)
        self.assertEqual(responder.reason, "bad_mac")

    def test_a_box_refuses_it_on_sigma_i(self):
        _, responder, _, _, m3 = up_to_m3("sigma-i", entries=STOLEN)
        changed = bytes(m ^ a ^ e for m, a, e in zip(m3[6:38], ALICE, EVE))
        deliver(m3[:6] + changed + m3[38:], responder)
        self.assertEqual(responder.reason, "bad_box")

    def test_the_registrar_refuses_it_in_named_pop(self):
        with self.assertRaisesRegex(ladder.Refused, "not_possessed"):
            end("sts-enc", "responder", mode="named-pop", entries=STOLEN)

    def test_nobody_answers_to_the_changed_name_where_it_is_registered_to_E_honestly(self):
        for rung in (*self.CLEAR, "sigma-0"):
            _, responder, _, _, m3 = up_to_m3(rung, mode="named-pop", entries=HONEST)
            deliver(m3[:6] + EVE + m3[38:], responder)
            self.assertEqual(responder.reason, "bad_signature", rung)


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

    def test_a_mirror_is_refused_on_sigma_r_and_sigma_ike(self):
        for rung in ("sigma-r", "sigma-ike"):
            initiator = end(rung, "initiator", called=ALICE)
            m3 = deliver(framed(rung, 2, taken(initiator)[6:]), initiator)
            initiator.receive(framed(rung, 4, m3[6:]))
            self.assertEqual(initiator.reason, "bad_box")


if __name__ == "__main__":
    unittest.main()
