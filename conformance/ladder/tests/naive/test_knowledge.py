# SPDX-License-Identifier: MIT
"""The questions of vectors/ladder/*/knowledge.json, answered anew by trying: with what is held, whatever can be opened
at any place of any message is opened, and the value that is asked for is there or is not."""
import copy
import unittest

from ladder import Forged, K, ZERO_NONCE
from primitives import aead_open, chacha20, x25519
from sigma import RUNGS
from test_vectors import tests_of

PLACES = 0, 32, 64, 96  # where a field may begin, behind the header


def seen(question):
    """Everything that is there to be read: messages, and with an own scalar keys and what they open."""
    wires = [bytes.fromhex(w["wire"]) for w in question["transcript"]]
    texts = list(wires)
    if "x" not in question["secrets"]:
        return texts
    x, P = bytes.fromhex(question["secrets"]["x"]), bytes.fromhex(question["open"]["P"])[0]
    for at in PLACES[:2]:
        Z = x25519(x, wires[1][6 + at:38 + at].ljust(32, b"\0"))
        texts.append(K(Z, P, "app-i"))
        for wire in wires:
            texts.extend(opened(Z, P, wire))
    return texts


def opened(Z, P, wire):
    for label in ("enc-i", "enc-r"):
        for at in PLACES:
            try:
                yield aead_open(K(Z, P, label), ZERO_NONCE, wire[2:6], wire[6 + at:])
            except Forged:
                yield chacha20(K(Z, P, label), 0, ZERO_NONCE, wire[6 + at:])


def value_asked_for(rung, question):
    control = next(t for t in tests_of(rung, "accept") if t["id"] == question["control"])
    held = {**control["parties"]["client"], **control["parties"]["server"], **control["intermediates"]}
    return held[question["question"]]


def is_right(rung, question):
    value = value_asked_for(rung, question)
    found = any(bytes.fromhex(value) in text for text in seen(question))
    return question["answer"] == (value if found else None)


class Questions(unittest.TestCase):
    def test_every_answer_is_the_one_that_trying_gives(self):
        for rung in RUNGS:
            for question in tests_of(rung, "knowledge"):
                self.assertTrue(is_right(rung, question), question["id"])

    def test_the_other_answer_would_be_noticed(self):
        for rung in RUNGS:
            for question in tests_of(rung, "knowledge"):
                other = copy.copy(question)
                other["answer"] = None if question["answer"] else value_asked_for(rung, question)
                self.assertFalse(is_right(rung, other), question["id"])


if __name__ == "__main__":
    unittest.main()
