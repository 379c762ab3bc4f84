# SPDX-License-Identifier: MIT
"""A complete HSP/1 shim: shs1.py, both roles with box-stream, on the helper hsp.py."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
import hsp  # first: it keeps stdout for the protocol

from dataclasses import asdict

import nacl
import shs1
import shs1_params
from nacl.bindings import crypto_scalarmult_base


class Connection:
    def __init__(self, session):
        self.session, self.input, self.writer = session, b"", None
        p = session.params
        inject = p.get("inject", {})
        if "ephemeral_sk" in inject:
            pair = crypto_scalarmult_base(inject["ephemeral_sk"]), inject["ephemeral_sk"]
        else:
            pair = shs1.ephemeral_pair(inject.get("ephemeral_seed") or os.urandom(32))
        if session.role == "client":
            run = shs1.client(p["network_key"], p["static_seed"], p["peer_pk"], pair, session.write)
        else:
            run = shs1.server(p["network_key"], p["static_seed"], pair, session.write)
        self.advance(run, None)

    def advance(self, run, value):
        """Gives `value` to the generator that runs. Refused is its only documented refusal."""
        self.run, self.need = run, None
        try:
            self.need = run.send(value)
        except StopIteration as result:
            return self.finished(result.value)
        except shs1.Refused as e:
            return self.failed(e)
        if isinstance(self.need, shs1.Authorize):
            return self.session.authorize(self.need.peer, self.decided)

    def decided(self, allowed):
        if self.need is not None:  # else the peer has gone in the meantime
            self.advance(self.run, allowed)

    def finished(self, outcome):
        """The handshake ended with its outcome, or the secure stream with its goodbye."""
        if outcome is None:
            return self.session.ended("clean")
        self.session.done(outcome.peer_pk, asdict(outcome))
        self.writer = shs1.Writer(outcome.enc_key, outcome.enc_nonce)
        stream = shs1.reader(outcome.dec_key, outcome.dec_nonce, self.session.delivered)
        self.advance(stream, None)

    def failed(self, why):
        if self.session.is_done:
            self.session.ended("error", str(why))
        self.session.reject(why)
        self.session.abort()

    def receive(self, data):
        self.input += data
        while isinstance(self.need, int) and len(self.input) >= self.need:
            piece, self.input = self.input[: self.need], self.input[self.need :]
            self.advance(self.run, piece)

    def eof(self, how):
        """Whoever still needs bytes now fails."""
        if self.need is not None:
            self.need = None
            self.failed("unexpected end of the stream")

    def send(self, data):
        self.session.write(self.writer.packets(data))

    def finish(self):
        self.session.write(self.writer.goodbye())
        self.session.end()


hsp.serve(
    {
        "name": "python example",
        "version": f"PyNaCl {nacl.__version__}",
        "protocols": {
            "shs1": {
                "roles": ["client", "server"],
                "caps": [
                    "inject.ephemeral_sk",
                    "inject.ephemeral_seed",
                    "authorize.delay_ms",
                    "authorize.then",
                    "outcome",
                    "stream",
                    "eof.rst",
                ],
                "observe": [],
                "ephemeral": "own",
                "sessions": 64,
                "layer": "shs1.client, shs1.server, shs1.reader, shs1.Writer",
                "authorize": "before-msg4",
                "table": shs1_params.TABLE,
                "open": Connection,
            }
        },
    }
)
