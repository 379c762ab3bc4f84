# SPDX-License-Identifier: MIT
"""Ends that are careless with names, what E makes of it, and that a sound end refuses it."""
import unittest

import ladder
from scene import ALICE, BOB, EVE, HONEST, RUNGS, SEEDS, end, entry, public_key, talk, z

B_TAKEN = [entry(ALICE, SEEDS[ALICE]), entry(BOB, SEEDS[BOB]), (EVE, public_key(SEEDS[BOB]), None)]


class MacOfTheCalled(ladder.End):
    """Its initiator macs the name that it called, and compares it with no other."""

    def mac(self, label, m):
        return super().mac(label, m[:-32] + self.called if self.called and label == "mac-r" else m)

    def pinned(self, name):
        self.peer = self.called


class KeyOfTheCalled(MacOfTheCalled):
    """Its initiator verifies under the key of the name that it called."""

    def mac(self, label, m):
        return ladder.End.mac(self, label, m)

    def verify(self, name, m, signature):
        super().verify(self.called or name, m, signature)


class NamesAsTexts(ladder.End):
    def pinned(self, name):
        ladder.refuse_unless(name.split(b"\0")[0] == self.called.split(b"\0")[0], "wrong_peer")
        self.peer = name


class AnswersForBob(ladder.End):
    def mac(self, label, m):
        return super().mac(label, m[:-32] + BOB if label == "mac-r" else BOB + m[32:] if label == "ack-r" else m)


class NamesThatAreNotCompared(unittest.TestCase):
    def answered(self, rung, kind, e):
        initiator = end(rung, "initiator", kind=kind)
        talk(initiator, e)
        return initiator

    def test_E_is_taken_for_B_where_the_mac_says_B_and_the_name_E(self):
        for rung, reason in [("sigma-0", "bad_mac"), ("sigma-i", "bad_mac"), ("sigma-r", "bad_mac"),
                             ("sigma-ike", "bad_signature"), ("sigma-i-ack", "bad_mac")]:
            def answering():
                return end(rung, "responder", person=EVE, scalar=z, kind=AnswersForBob)
            e = answering()
            a = self.answered(rung, MacOfTheCalled, e)
            self.assertEqual((a.state, a.peer, a.Z), ("done", BOB, e.Z), rung)
            self.assertEqual(self.answered(rung, ladder.End, answering()).reason, reason, rung)

    def test_A_calls_E_who_has_the_key_of_B_and_nothing_is_changed_on_the_wire(self):
        for rung in ("iso", "sigma-0", "sigma-r"):
            for kind, reason in [(KeyOfTheCalled, None), (ladder.End, "wrong_peer")]:
                a, b = (end(rung, role, called=EVE, entries=B_TAKEN, kind=kind) for role in ("initiator", "responder"))
                talk(a, b)
                self.assertEqual(a.reason, reason, rung)
                self.assertEqual((a.peer, b.peer) == (EVE, ALICE) and a.Z == b.Z, reason is None, rung)

    def test_a_name_that_goes_on_after_a_zero_byte_is_not_that_of_B(self):
        like_bob = b"bob\0eve".ljust(32, b"\0")
        entries = (*HONEST, entry(like_bob, SEEDS[EVE]))
        P, _, responder = RUNGS["sigma-0"]
        for kind, reason in [(NamesAsTexts, None), (ladder.End, "wrong_peer")]:
            a = end("sigma-0", "initiator", entries=entries, kind=kind)
            keys = ladder.directory("named", entries)
            talk(a, ladder.End(P, responder, z, SEEDS[EVE], like_bob, None, keys))
            self.assertEqual(a.reason, reason)


if __name__ == "__main__":
    unittest.main()
