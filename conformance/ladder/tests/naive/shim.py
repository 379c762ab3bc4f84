#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Both roles of the naive ladder/1 through HSP/1 (spec/shim.md §2), on the helper hsp.py. Without `stream`."""
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "shims/python"))
import hsp  # noqa: E402  first: it keeps stdout for the protocol

import ladder  # noqa: E402
from sigma import RUNGS  # noqa: E402

ROLES = "client", "server"  # initiator, responder: as in RUNGS

# Rules as in hsp_request.py. dh has names for nobody, and takes only `inject`.
INJECT = {"inject": {"keys": {"ephemeral_sk": {"hex": 32, "cap": True}}}}
ENTRY = {"keys": {"name": {"hex": 32, "required": True}, "key": {"hex": 32, "required": True}, "pop": {"hex": 64}}}
PARAMS = {
    "own_name": {"hex": 32, "required": True},
    "registered_names": {"list": ENTRY, "required": True},
    "static_seed": {"hex": 32, "required": True},
    "called_name": {"hex": 32, "required": True, "role": "client"},
    **INJECT,
}
OUTCOME = {"app_i": 32, "app_r": 32}
CAPS = ["inject.ephemeral_sk", "outcome", "eof.rst"]
DECISION_CAPS = ["authorize.delay_ms", "authorize.then"]
WAITS_FOR_DECISION = {"dh": "none", "sign-own": "before-msg2", "sigma-r": "before-msg4", "sigma-ike": "before-msg4",
                      "sigma-i-ack": "before-msg4"}
NO_MESSAGE_WAITS = "before-done"


def registered(mode, entries):
    """The directory that a registrar makes of what it was handed: an entry that it refuses is left out."""
    taken = []
    for entry in ((e["name"], e["key"], e.get("pop")) for e in entries):
        try:
            ladder.directory(mode, [entry])
            taken.append(entry)
        except ladder.Refused:
            pass
    try:
        return ladder.directory(mode, taken)
    except ValueError as e:
        hsp.error(str(e))


def identity(session):
    """(seed, name, directory) of an end."""
    p = session.params
    if session.mode != "id-is-key":
        return p["static_seed"], p["own_name"], registered(session.mode, p["registered_names"])
    if p["own_name"] != ladder.primitives.public_key(p["static_seed"]):
        hsp.error("own_name is not the key of static_seed")
    if p["registered_names"]:
        hsp.error("registered_names: where a name is a key there are none")
    return p["static_seed"], p["own_name"], None


class Connection:
    def __init__(self, rung, session):
        self.session, self.end, self.over = session, None, False
        p, script = session.params, RUNGS[rung][1 + ROLES.index(session.role)]
        scalar = p.get("inject", {}).get("ephemeral_sk") or os.urandom(32)
        seed, name, keys = (None, None, None) if rung == "dh" else identity(session)
        self.end = ladder.End(RUNGS[rung][0], script, scalar, seed, name, p.get("called_name"), keys)
        self.tell()

    def tell(self):
        """Passes on what the end wrote, asks or says."""
        written, self.end.out = self.end.out, b""
        self.session.write(written)
        if self.end.state == "refused":
            self.refuse(self.end.reason)
        elif self.end.state == "done":
            self.over = True
            self.session.done(self.end.peer, self.keys())
        elif self.end.state == "ask":
            self.session.authorize(self.end.asked, self.decided)

    def refuse(self, why):
        self.over = True
        self.session.reject(why)
        self.session.abort()

    def keys(self):
        return {name: ladder.K(self.end.Z, self.end.P, name.replace("_", "-")) for name in OUTCOME}

    def decided(self, allowed):
        if not self.over:
            self.end.admit(bool(allowed))
            self.tell()

    def receive(self, data):
        if self.over:
            return
        asked = self.end.state == "ask"
        self.end.receive(data)
        if not asked:
            self.tell()

    def eof(self, how):
        """An end that only waits for its application may still finish after a FIN."""
        if not self.over and (how == "rst" or self.end.state == "read"):
            self.refuse("the stream ended within the run")

    def observe(self, name):
        return self.end and self.end.Z


def declared(rung):
    named = rung != "dh"
    return {
        "roles": list(ROLES),
        "caps": CAPS + DECISION_CAPS * named,
        "observe": ["Z"],
        "ephemeral": "own",
        "sessions": 64,
        "layer": "ladder.End",
        "authorize": WAITS_FOR_DECISION.get(rung, NO_MESSAGE_WAITS),
        **({"modes": list(ladder.MODES)} if named else {}),
        "table": {"params": PARAMS if named else INJECT, "outcome": OUTCOME, "peer": 32 * named},
        "open": lambda session: Connection(rung, session),
    }


if __name__ == "__main__":
    hsp.serve({"name": "naive ladder", "version": "1",
               "protocols": {f"ladder/{rung}": declared(rung) for rung in RUNGS}})
