# SPDX-License-Identifier: MIT
"""An HSP/1 shim: hsp.py, hsp_request.py and shs1_params.py beside this file do the protocol
(spec/shim.md), you do the rest.

As it stands it drives a toy, so `assay shim check -- python3 shim.py` finds every rule kept but the
two honest handshakes, and `assay check -- python3 shim.py` says C BROKEN. Put your implementation
in the toy's place, then declare in `serve` what it can do.
"""

import hsp  # first: it keeps stdout for the protocol

import hashlib

from shs1_params import TABLE


class Toy:
    """No security at all: the client sends network key and name, the server answers with the two
    swapped, and afterwards every byte is data.

    session.role is "server" or "client"; session.params holds bytes by the names of spec/shim.md
    §6.
    """

    def __init__(self, session):
        self.session = session
        self.key = session.params["network_key"]
        self.name = hashlib.sha256(session.params["static_seed"]).digest()
        self.input = b""
        self.asked = False
        if session.role == "client":
            session.write(self.key + self.name)

    def receive(self, data):
        """The peer sent `data`, any slice of its stream. Report what the implementation says,
        and catch nothing but its documented refusals: a crash must stay a crash (spec/shim.md
        §7).
        """
        if self.session.rejected is not None:
            return
        if self.session.is_done:
            self.session.delivered(data)
            return
        self.input += data
        if len(self.input) < 64 or self.asked:
            return
        self.asked = True
        first, second = self.input[:32], self.input[32:64]
        key, peer = (first, second) if self.session.role == "server" else (second, first)
        if key != self.key:
            self.refuse("another network key")
        elif self.session.role == "client":
            self.accept(peer)
        else:
            self.session.authorize(peer, lambda allowed: self.decided(peer, allowed))

    def decided(self, peer, allowed):
        """The application's answer: True, False, or None for an error."""
        if not allowed:
            self.refuse("authorize failed" if allowed is None else "not authorized")
            return
        self.session.write(self.name + self.key)
        self.accept(peer)

    def accept(self, peer):
        """Success. With the capability `outcome`, the second argument of done is a dict of
        enc_key, enc_nonce, dec_key, dec_nonce and peer_pk.
        """
        self.session.done(peer)
        if self.input[64:]:
            self.session.delivered(self.input[64:])

    def refuse(self, why):
        self.session.reject(why)
        self.session.abort()

    def eof(self, how):
        """The peer's stream ended: "fin" or "rst"."""
        if self.session.is_done:
            self.session.ended("clean" if how == "fin" else "error")
        elif self.session.rejected is None:
            self.refuse("the stream ended in the handshake")

    def send(self, data):
        """The application's data."""
        self.session.write(data)

    def finish(self):
        """The clean end of the secure channel."""
        self.session.end()


hsp.serve(
    {
        "name": "toy",
        "version": "0.1.0",
        "protocols": {
            "shs1": {
                "roles": ["client", "server"],
                "caps": [
                    "authorize.delay_ms",
                    "authorize.then",
                    "stream",
                    "eof.rst",
                ],  # spec/shim.md §5
                "observe": [],  # names that observe(name) knows
                "ephemeral": "own",
                "sessions": 64,
                "layer": "toy",  # the public functions that are driven
                "authorize": "before-msg4",
                "table": TABLE,
                "open": Toy,
            }
        },
    }
)
