# SPDX-License-Identifier: MIT
"""The naive ladder/1 through HSP/1: one process plays both roles, and writes the bytes that ladder.py writes."""
import json
import pathlib
import subprocess
import sys
import unittest

from ladder import K, MODES
from scene import ALICE, BOB, EVE, HONEST, RUNGS, SEEDS, end, flipped, name_in, talk, x, y

SHIM = pathlib.Path(__file__).resolve().parent / "shim.py"


def params(rung, mode, role, **changed):
    """Of Alice, who calls Bob, or of Bob."""
    me, scalar = (ALICE, x) if role == "client" else (BOB, y)
    p = {"inject": {"ephemeral_sk": scalar.hex()}}
    if rung != "dh":
        p["static_seed"] = SEEDS[me].hex()
        if role == "client":
            p["called_name"] = name_in(mode, BOB).hex()
        entries = [] if mode == "id-is-key" else HONEST
        p["own_name"] = name_in(mode, me).hex()
        p["registered_names"] = [dict(zip(("name", "key", "pop"), (part.hex() for part in e))) for e in entries]
    return {**p, **changed}


class Shim:
    def __init__(self):
        self.process = subprocess.Popen([sys.executable, "-B", SHIM], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.id = 0

    def ask(self, op, **fields):
        self.id += 1
        self.process.stdin.write(json.dumps({"id": self.id, "op": op, **fields}).encode() + b"\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        assert answer.pop("id") == self.id
        return answer

    def open(self, s, rung, mode, role, **changed):
        chosen = {"mode": mode} if rung != "dh" else {}
        return self.ask("open", s=s, protocol=f"ladder/{rung}", role=role, **chosen,
                        params=params(rung, mode, role, **changed))


class OverHsp(unittest.TestCase):
    def setUp(self):
        self.shim = Shim()
        self.assertTrue(self.shim.ask("hello", hsp=[1])["ok"])

    def tearDown(self):
        self.shim.ask("bye")
        self.shim.process.communicate()
        self.assertEqual(self.shim.process.returncode, 0)

    def run_both(self, rung, mode, client=None, server=None):
        """The messages of a run, and the last answers of both."""
        last = {1: self.shim.open(1, rung, mode, "client", **(client or {})),
                2: self.shim.open(2, rung, mode, "server", **(server or {}))}
        messages, m, to = [], last[1]["out"], 2
        while m:
            messages.append(bytes.fromhex(m))
            last[to] = self.shim.ask("step", s=to, **{"in": m})
            m, to = last[to]["out"], 3 - to
        return messages, last[1], last[2]

    def close(self):
        for s in (1, 2):
            self.assertTrue(self.shim.ask("close", s=s)["ok"])

    def test_every_rung_and_mode_runs_in_both_roles_with_the_same_bytes_and_keys(self):
        for rung in RUNGS:
            for mode in MODES if rung != "dh" else MODES[:1]:
                messages, client, server = self.run_both(rung, mode)
                initiator, responder = end(rung, "initiator", mode=mode), end(rung, "responder", mode=mode)
                self.assertEqual(messages, talk(initiator, responder), (rung, mode))
                self.assertEqual((client["state"], server["state"]), ("done", "done"), (rung, mode))
                self.assertEqual(client["events"][-1]["peer"], initiator.peer and initiator.peer.hex())
                self.assertEqual([e["type"] for e in server["events"]][-2:],
                                 ["authorize", "done"] if rung != "dh" else ["done"])
                mine, theirs = (self.shim.ask("outcome", s=s)["values"] for s in (1, 2))
                keys = [K(initiator.Z, initiator.P, label).hex() for label in ("app-i", "app-r")]
                self.assertEqual([mine["app_i"], mine["app_r"]], keys)
                self.assertEqual([theirs["app_i"], theirs["app_r"]], keys)
                self.close()

    def test_a_refusal_is_rejected_without_a_byte(self):
        _, client, server = self.run_both("sigma-i-ack", "named", server={"authorize": {"keys": [EVE.hex()]}})
        self.assertEqual((server["state"], server["why"], server["out"]), ("rejected", "not_authorized", ""))
        self.assertEqual(self.shim.ask("eof", s=1)["state"], "rejected")
        self.close()
        _, client, _ = self.run_both("iso", "named", client={"called_name": EVE.hex()})
        self.assertEqual((client["state"], client["why"]), ("rejected", "wrong_peer"))

    def test_an_entry_without_its_proof_is_left_out_in_named_pop_only(self):
        entries = params("badh", "named", "client")["registered_names"]
        for entry in entries:
            entry["pop"] = flipped(bytes.fromhex(entry["pop"])).hex()
        _, client, _ = self.run_both("badh", "named-pop", client={"registered_names": entries})
        self.assertEqual((client["state"], client["why"]), ("rejected", "unknown_name"))
        self.close()
        _, client, _ = self.run_both("badh", "named", client={"registered_names": entries})
        self.assertEqual(client["state"], "done")

    def test_names_that_do_not_suit_the_mode_are_errors(self):
        self.assertIn("own_name", self.shim.open(1, "iso", "id-is-key", "client", own_name=ALICE.hex())["error"])
        named = params("iso", "named", "server")["registered_names"]
        self.assertIn("registered_names",
                      self.shim.open(1, "iso", "id-is-key", "server", registered_names=named)["error"])
        self.assertEqual(self.shim.open(1, "iso", "sideways", "client")["unsupported"], "mode sideways")
        self.assertIn("twice", self.shim.open(1, "iso", "named", "server", registered_names=named[:1] * 2)["error"])

    def test_a_run_waits_for_a_late_decision_also_after_a_FIN(self):
        first, client, server = self.run_both("sigma-0", "named", server={"authorize": {"then": "never"}})
        self.assertEqual((client["state"], server["state"]), ("done", "wait"))
        self.assertEqual(self.shim.ask("eof", s=2)["state"], "wait")
        self.assertEqual(self.shim.ask("eof", s=2, how="rst")["state"], "rejected")


if __name__ == "__main__":
    unittest.main()
