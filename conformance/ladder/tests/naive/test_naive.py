# SPDX-License-Identifier: MIT
"""The naive ladder/1: known answers of spec/ladder.md, honest runs, refusals. As a program: all tests here."""
import hashlib
import pathlib
import re
import sys
import unittest

import ladder
from ladder import Forged, K, MODES, RecordReader, RecordWriter
from scene import (ALICE, BOB, EVE, HONEST, RUNGS, SEEDS, SIGNED, deliver, end, entry, flipped, name_in, taken, talk)

HERE = pathlib.Path(__file__).resolve().parent
SPEC = (HERE.parents[3] / "spec/ladder.md").read_text()
ANSWERS = dict(re.findall(r"^(\S+) +([0-9a-f]{32,64})$", SPEC, re.M))
BODIES = {row[0]: [int(length) for length in row[1].split(", ")]
          for row in re.findall(r"^\| 0. \| (\S+) .*\| (\d+(?:, \d+)*) \|", SPEC, re.M)}
IN_BOX = ["sts-enc", "sigma-i", "sigma-r", "sigma-ike", "sigma-i-ack"]
WITH_MAC = ["sts-mac", "sigma-0", "sigma-i", "sigma-r", "sigma-i-ack"]


class Liar(ladder.End):
    """Signs, or makes a mac, with a bit changed: it is inside the box where there is one."""

    lies = "sign", "mac"

    def sign(self, m):
        return flipped(super().sign(m)) if "sign" in self.lies else super().sign(m)

    def mac(self, label, m):
        mine = label.endswith("-i") == (self.called is not None)
        return flipped(super().mac(label, m)) if mine and "mac" in self.lies else super().mac(label, m)


class BadSigner(Liar):
    lies = "sign",


class BadMac(Liar):
    lies = "mac",


class KnownAnswers(unittest.TestCase):
    def test_every_rung_writes_the_bytes_of_the_document(self):
        for rung in RUNGS:
            initiator, responder = end(rung, "initiator"), end(rung, "responder")
            transcript = b"".join(talk(initiator, responder))
            self.assertEqual(hashlib.sha256(transcript).hexdigest()[:32], ANSWERS[rung], rung)
            self.assertEqual((initiator.Z.hex(), responder.Z.hex()), (ANSWERS["Z"],) * 2)
            if rung == "sigma-i":
                for label in ("mac-i", "enc-r", "app-i"):
                    self.assertEqual(K(initiator.Z, 9, label).hex(), ANSWERS[label])

    def test_every_body_has_the_length_of_the_table(self):
        self.assertEqual(list(BODIES), list(RUNGS))
        for rung, lengths in BODIES.items():
            messages = talk(end(rung, "initiator"), end(rung, "responder"))
            self.assertEqual([len(m) - 2 for m in messages], lengths, rung)


class HonestRuns(unittest.TestCase):
    def test_both_ends_of_every_rung_agree_in_every_mode(self):
        for rung in RUNGS:
            for mode in MODES:
                initiator, responder = end(rung, "initiator", mode=mode), end(rung, "responder", mode=mode)
                talk(initiator, responder)
                self.assertEqual((initiator.state, responder.state), ("done", "done"), (rung, mode))
                self.assertEqual(initiator.Z, responder.Z)
                named = rung != "dh"
                self.assertEqual(initiator.peer, name_in(mode, BOB) if named else None)
                self.assertEqual(responder.peer, name_in(mode, ALICE) if named else None)

    def test_messages_may_be_cut_anywhere(self):
        initiator, responder = end("sigma-i-ack", "initiator"), end("sigma-i-ack", "responder")
        ends, m = [responder, initiator], taken(initiator)
        while m:
            m = b"".join(deliver(m[i:i + 1], ends[0]) for i in range(len(m)))
            ends.reverse()
        self.assertEqual((initiator.state, responder.state), ("done", "done"))

    def test_the_application_is_asked_once_with_the_verified_name_and_before_the_last_message(self):
        for rung in SIGNED:
            initiator, responder = end(rung, "initiator"), end(rung, "responder")
            m = taken(initiator)
            while responder.state == "read":
                responder.receive(m)
                if responder.state == "read":
                    initiator.receive(taken(responder))
                    m = taken(initiator)
            self.assertEqual((responder.state, responder.asked, responder.out), ("ask", ALICE, b""), rung)
            responder.admit(True)
            self.assertEqual(responder.state, "done")

    def test_a_name_of_m1_is_not_looked_up_before_its_signature(self):
        initiator, responder = end("iso", "initiator"), end("iso", "responder", entries=[])
        initiator.receive(deliver(taken(initiator), responder))
        self.assertEqual(responder.state, "read")
        responder.receive(taken(initiator))
        self.assertEqual(responder.reason, "unknown_name")


class Refusals(unittest.TestCase):
    def refuses(self, who, reason, told):
        self.assertEqual((who.state, who.reason, who.out), ("refused", reason, b""), told)

    def changed(self, rung, number, change, told, reason="bad_frame", mode="named"):
        """Whoever reads message `number` refuses it when `change` was applied."""
        initiator, responder = end(rung, "initiator", mode=mode), end(rung, "responder", mode=mode)
        messages = talk(initiator, responder, lambda n, m: change(m) if n == number else m)
        self.assertEqual(len(messages), number, told)
        self.refuses(responder if number % 2 else initiator, reason, told)

    def test_a_wrong_header_or_length_is_a_bad_frame_in_every_message(self):
        for rung, lengths in BODIES.items():
            for n in range(1, len(lengths) + 1):
                for i in range(6):
                    self.changed(rung, n, lambda m: flipped(m, i), (rung, n, i))
                self.changed(rung, n, lambda m: b"\xff\xff", (rung, n, "65,535 from its two bytes"))

    def test_an_incomplete_message_is_neither_answered_nor_refused(self):
        for rung in RUNGS:
            responder = end(rung, "responder")
            responder.receive(taken(end(rung, "initiator"))[:-1])
            self.assertEqual((responder.state, responder.out), ("read", b""))

    def test_a_share_of_small_order_is_refused_by_both_ends_of_every_rung(self):
        for rung in RUNGS:
            at = {1: 38 if rung in ("sign-own", "iso") else 6, 2: 38 if rung in ("sign-own", "iso") else 6}
            for n in (1, 2):
                for low in (bytes(32), b"\1" + bytes(31), b"\xed" + b"\xff" * 30 + b"\x7f"):
                    self.changed(rung, n, lambda m: m[:at[n]] + low + m[at[n] + 32:], (rung, n), "low_order_point")

    def test_a_changed_box_does_not_open(self):
        for rung in IN_BOX:
            for n in range(2, 4 if rung in ("sts-enc", "sigma-i", "sigma-i-ack") else 5):
                if n > 2 or rung not in ("sigma-r", "sigma-ike"):
                    self.changed(rung, n, flipped, (rung, n), "bad_box")

    def test_a_name_that_the_directory_lacks_is_refused_before_its_signature(self):
        for rung in SIGNED:
            initiator = end(rung, "initiator", entries=HONEST[:1])
            talk(initiator, end(rung, "responder", kind=BadSigner))
            self.refuses(initiator, "unknown_name", rung)
            responder = end(rung, "responder", entries=HONEST[1:])
            talk(end(rung, "initiator", kind=BadSigner), responder)
            self.refuses(responder, "unknown_name", rung)

    def test_a_wrong_signature_is_refused_before_a_wrong_mac(self):
        for rung in SIGNED:
            for mode in MODES:
                for kind in (BadSigner, Liar):
                    initiator, responder = end(rung, "initiator", mode=mode), end(rung, "responder", mode=mode)
                    talk(initiator, end(rung, "responder", mode=mode, kind=kind))
                    talk(end(rung, "initiator", mode=mode, kind=kind), responder)
                    self.refuses(initiator, "bad_signature", (rung, mode))
                    self.refuses(responder, "bad_signature", (rung, mode))

    def test_a_wrong_mac_is_refused_and_shows_as_a_signature_in_sigma_ike(self):
        for rung, reason in [*((rung, "bad_mac") for rung in WITH_MAC), ("sigma-ike", "bad_signature")]:
            initiator, responder = end(rung, "initiator", called=EVE), end(rung, "responder")
            talk(initiator, end(rung, "responder", kind=BadMac))
            talk(end(rung, "initiator", kind=BadMac), responder, admit=False)
            self.refuses(initiator, reason, rung)
            self.refuses(responder, reason, rung)

    def test_a_wrong_ack_is_refused(self):
        self.changed("sigma-i-ack", 4, flipped, "ack", "bad_mac")

    def test_another_than_the_one_that_was_called_is_refused(self):
        for rung in SIGNED:
            for mode in MODES:
                initiator = end(rung, "initiator", called=EVE, mode=mode)
                talk(initiator, end(rung, "responder", mode=mode))
                self.refuses(initiator, "wrong_peer", (rung, mode))

    def test_a_name_that_the_application_does_not_admit_is_refused_without_a_byte(self):
        for rung in SIGNED:
            responder = end(rung, "responder")
            talk(end(rung, "initiator"), responder, admit=False)
            self.refuses(responder, "not_authorized", rung)

    def test_a_registrar_refuses_who_does_not_hold_the_key_or_asks_for_another_name(self):
        key, proof = entry(ALICE, SEEDS[ALICE])[1:]
        for name, held in ((EVE, proof), (ALICE, flipped(proof)), (ALICE, None)):
            with self.assertRaisesRegex(ladder.Refused, "not_possessed"):
                ladder.directory("named-pop", [(name, key, held)])
            self.assertEqual(ladder.directory("named", [(name, key, held)]), {name: key})

    def test_a_directory_has_no_name_twice(self):
        with self.assertRaisesRegex(ValueError, "twice"):
            ladder.directory("named", [entry(ALICE, SEEDS[ALICE]), entry(ALICE, SEEDS[EVE])])

    def test_a_key_that_is_no_point_is_a_wrong_signature(self):
        responder = end("sign-own", "responder", entries=[(ALICE, b"\2" + bytes(31), b"")])
        deliver(taken(end("sign-own", "initiator")), responder)
        self.refuses(responder, "bad_signature", "sign-own")


class Records(unittest.TestCase):
    app = K(bytes(32), 9, "app-i")

    def test_records_of_any_cut_arrive_in_order(self):
        writer, reader = RecordWriter(self.app), RecordReader(self.app)
        sent = [b"one", b"", b"three" * 100]
        wire = b"".join(map(writer.seal, sent))
        self.assertEqual(sum((reader.receive(wire[i:i + 1]) for i in range(len(wire))), []), sent)

    def test_a_changed_a_repeated_or_another_directions_record_does_not_open(self):
        wire = RecordWriter(self.app).seal(b"one")
        other = RecordWriter(K(bytes(32), 9, "app-r")).seal(b"one")
        for received in (flipped(wire), wire + wire, other, b"\0\0", b"\0\x0f" + bytes(15)):
            self.assertRaises(Forged, RecordReader(self.app).receive, received)


class TheDocument(unittest.TestCase):
    def test_every_reason_of_the_table_is_one_that_some_end_gives(self):
        listed = set(re.findall(r"^\| [^|]+ \| ([a-z]+(?:_[a-z]+)+) \| [^|]+ \| [^|]+ \|$", SPEC, re.M))
        code = "".join((HERE / file).read_text() for file in ("ladder.py", "rungs.py", "sigma.py"))
        self.assertEqual(listed | {"not_possessed"}, set(re.findall(r'"([a-z]+_[a-z_]+)"', code)))


if __name__ == "__main__":
    unittest.main(module=None, argv=[sys.argv[0], "discover", "-s", str(HERE), *sys.argv[1:]])
