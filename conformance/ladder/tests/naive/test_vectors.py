# SPDX-License-Identifier: MIT
"""The naive ladder/1 takes part in every vector of vectors/ladder: both ends make every value of the honest sessions
anew, and whoever is under test in a changed one refuses it at the message that is named there, for that reason."""
import hashlib
import json
import pathlib
import re
import unittest

import ladder
from ladder import K
from primitives import public_key
from sigma import RUNGS

VECTORS = pathlib.Path(__file__).resolve().parents[4] / "vectors/ladder"
SCRIPT = {"client": 1, "server": 2}  # their places in RUNGS
BY = {"mac-i": "macA", "mac-r": "macB", "ack-r": "ack"}


class Recorder(ladder.End):
    """Keeps what it signs, macs and boxes, and what it takes, by the document's letters."""

    def __init__(self, *args):
        self.values, self.message = {}, 0
        super().__init__(*args)

    def keep(self, letter, value):
        self.values[letter] = value
        return value

    def send(self, n, m):
        self.message = n
        super().send(n, m)

    def read(self, n, *lengths):
        self.message = n
        return (yield from super().read(n, *lengths))

    def sign(self, m):
        return self.keep("sigA" if self.called else "sigB", super().sign(m))

    def verify(self, name, m, signature):
        self.keep("sigB" if self.called else "sigA", signature)
        super().verify(name, m, signature)

    def mac(self, label, m):
        return self.keep(BY[label], super().mac(label, m))

    def seal(self, n, label, m):
        return self.keep(f"box{n}", super().seal(n, label, self.keep(f"content{n}", m)))

    def open(self, n, label, box):
        return self.keep(f"content{n}", super().open(n, label, self.keep(f"box{n}", box)))

    def stream(self, label, m):
        n = 3 if label == "enc-i" else 2
        writes = (label == "enc-i") == bool(self.called)
        clear, hidden = (f"content{n}", f"box{n}") if writes else (f"box{n}", f"content{n}")
        return self.keep(hidden, super().stream(label, self.keep(clear, m)))


def unhexed(values):
    return {k: [*map(bytes.fromhex, v)] if isinstance(v, list) else bytes.fromhex(v) for k, v in values.items()}


def directory(test):
    """{name: key} of those that the registrar lets in; None where a name is the key."""
    if test.get("mode", "id-is-key") == "id-is-key":
        return None
    shared, entries = unhexed(test["shared"]), []
    for i, entry in enumerate(shared["entries"]):
        entries.append((entry[:32], entry[32:], shared["proofs"][i] if shared["proofs"] else None))
        try:
            ladder.directory(test["mode"], entries[-1:])
        except ladder.Refused:
            entries.pop()
    return ladder.directory(test["mode"], entries)


def end(rung, test, party):
    own = unhexed(test["parties"][party])
    scalar, name, seed = ("x", "A", "seedA") if party == "client" else ("y", "B", "seedB")
    P = bytes.fromhex(test["shared"]["P"])[0]
    assert P == RUNGS[rung][0]
    return Recorder(P, RUNGS[rung][SCRIPT[party]], own[scalar], own.get(seed), own.get(name), own.get("called"),
                    directory(test))


def played(test, party, e):
    """Gives an end what the transcript has for it; yields what it sends otherwise."""
    for wire in test["transcript"]:
        if wire["from"] == party:
            if e.out[:len(wire["wire"]) // 2].hex() != wire["wire"]:
                yield f"{party} sends another {wire['message']}"
            e.out = e.out[len(wire["wire"]) // 2:]
        elif e.state == "read":
            e.receive(bytes.fromhex(wire["wire"]))
        if e.state == "ask":
            e.admit(e.asked.hex() in test["parties"]["server"]["admits"])
    if e.out:
        yield f"{party} sends more than the transcript has"


def setup_errors(test, party, e):
    """What a party is set up with and follows from the rest of it."""
    own = unhexed(test["parties"][party])
    if own["X" if party == "client" else "Y"] != e.share:
        yield "the share is another"
    if e.seed and own["keyA" if party == "client" else "keyB"] != public_key(e.seed):
        yield "the public key is another"


LABEL = re.compile(r"(mac|enc|app|ack)-[ir]")


def key_errors(test, e):
    """Z and what follows from it, where the party came so far."""
    for letter, value in test["intermediates"].items() if e.Z else ():
        if letter == "Z" and e.Z.hex() != value or LABEL.fullmatch(letter) and K(e.Z, e.P, letter).hex() != value:
            yield f"{letter} is another"


def value_errors(test, e):
    """All other intermediate values: what the party signed, macked and boxed, and what it took."""
    for letter, value in test["intermediates"].items():
        if letter != "Z" and not LABEL.fullmatch(letter) and e.values.get(letter, b"").hex() != value:
            yield f"{letter} is another"


def outcome_errors(test, party, e):
    taken = {"app_i": K(e.Z, e.P, "app-i"), "app_r": K(e.Z, e.P, "app-r"), "peer": e.peer}
    if test["outcome"][party] != {k: v.hex() for k, v in taken.items() if v is not None}:
        yield f"{party} takes something else"


def refusal_errors(test, party, e):
    reject = test["reject"]
    if (e.state, e.reason) != ("refused", reject["reason"]):
        yield f"{party} ends with {e.state}, {e.reason}"
    if reject["earliest"] not in ("open", *(f"msg{n}" for n in range(e.message + 1))):
        yield f"{party} refuses before {reject['earliest']}"
    if e.message > int(reject["latest"][3:]) or reject["party"] != party:
        yield f"{party} refuses after {reject['latest']}"
    if any(w["message"] in reject["must_not_send"] for w in test["transcript"] if w["from"] == party):
        yield "the transcript has what must not be sent"


def errors(rung, test):
    parties = [test["focus"]["party"]] if "focus" in test else ["client", "server"]
    for party in parties:
        e = end(rung, test, party)
        yield from played(test, party, e)
        yield from setup_errors(test, party, e)
        yield from key_errors(test, e)
        if test["result"] == "invalid":
            yield from refusal_errors(test, party, e)
        elif e.state != "done":
            yield f"{party} ends with {e.state}, {e.reason}"
        else:
            yield from value_errors(test, e)
            yield from outcome_errors(test, party, e)


def tests_of(rung, *files):
    for file in files:
        yield from json.loads((VECTORS / rung / f"{file}.json").read_text())["tests"]


FILES = "accept", "reject-server", "reject-client", "policy"


class Vectors(unittest.TestCase):
    def test_every_rung_has_vectors_and_no_other_does(self):
        self.assertEqual(sorted(path.parent.name for path in VECTORS.glob("*/accept.json")), sorted(RUNGS))

    def test_the_first_session_is_the_known_answer_of_the_document(self):
        answers = dict(re.findall(r"^(\S+) +([0-9a-f]{32})$", (VECTORS.parents[1] / "spec/ladder.md").read_text(), re.M))
        for rung in RUNGS:
            test = next(tests_of(rung, "accept"))
            transcript = b"".join(bytes.fromhex(wire["wire"]) for wire in test["transcript"])
            self.assertEqual(hashlib.sha256(transcript).hexdigest()[:32], answers[rung], rung)

    def test_every_vector_holds(self):
        for rung in RUNGS:
            for test in tests_of(rung, *FILES):
                self.assertEqual(list(errors(rung, test)), [], test["id"])

    def test_one_digit_of_any_value_of_an_honest_session_is_noticed(self):
        for rung in ("dh", "sts-enc-id", "sigma-i-ack", "sigma-ike"):
            text = json.dumps(next(tests_of(rung, "accept")))
            at = text.index('"transcript"')
            for value in re.finditer(r'"[0-9a-f]{64,}"', text[at:]):
                digit = at + value.end() - 2
                other = text[:digit] + ("0" if text[digit] != "0" else "1") + text[digit + 1:]
                self.assertNotEqual(list(errors(rung, json.loads(other))), [], other[at + value.start() - 20:digit])

    def test_an_honest_session_that_is_called_refused_is_noticed(self):
        for rung in RUNGS:
            for test in (next(tests_of(rung, file)) for file in ("reject-server", "reject-client")):
                control = next(t for t in tests_of(rung, "accept") if t["id"] == test["control"])
                test["transcript"] = control["transcript"][:len(test["transcript"])]
                self.assertNotEqual(list(errors(rung, test)), [], test["id"])


if __name__ == "__main__":
    unittest.main()
