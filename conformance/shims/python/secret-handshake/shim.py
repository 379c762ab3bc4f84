# SPDX-License-Identifier: MIT
"""HSP/1 shim for PyPI secret-handshake: SHSServer.handle_connection, SHSClient.open and the streams
that they make.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
import hsp  # first: it keeps stdout for the protocol

import asyncio
import contextvars
from importlib.metadata import version

from hsp_asyncio import Input
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey
from nacl.signing import SigningKey
from secret_handshake import SHSClient, SHSServer
from secret_handshake.crypto import SHSError
from secret_handshake.network import SHSClientException
from shs1_params import TABLE

# How the library says no: its own classes, PyNaCl's of a box, signature or point that is refused,
# the stream's of its end, and the assert that holds the client's check of msg2 (crypto.py:133).
REFUSALS = (
    SHSClientException,
    SHSError,
    CryptoError,
    asyncio.IncompleteReadError,
    ConnectionResetError,
    AssertionError,
)
current = contextvars.ContextVar("the Connection on whose behalf the library runs")


async def dial(host, port):
    """Stands in for asyncio.open_connection, so that SHSClient.open runs as it is."""
    return current.get().input.reader, current.get().session


asyncio.open_connection = dial


def injected(params):
    """The ephemeral key that the runner asked for, or None."""
    inject = params.get("inject", {})
    if "ephemeral_seed" in inject:
        return SigningKey(inject["ephemeral_seed"]).to_curve25519_private_key()
    return PrivateKey(inject["ephemeral_sk"]) if "ephemeral_sk" in inject else None


def renew_with(crypto, key):
    """The next clean() of `crypto` takes `key`; later ones draw, as ever."""
    clean = crypto.clean

    def once():
        del crypto.clean
        clean(new_ephemeral_key=key)

    crypto.clean = once


busy = set()  # client objects that are dialling or connected: each holds one connection
endpoints = {}  # one server or client object for all sessions that name the same endpoint


def endpoint(session):
    p, name = session.params, session.endpoint
    same = (session.role, p["static_seed"], p["network_key"], p.get("peer_pk"))
    known, party = endpoints.get(name, (same, None))
    if known != same:
        hsp.error(f"endpoint {name} was opened with other parameters")
    if party is not None and party not in busy:
        return party
    pair, K = SigningKey(p["static_seed"]), p["network_key"]
    if session.role == "server":
        party = SHSServer("", 0, pair, application_key=K)
        party.on_connect(connected)
    else:
        party = SHSClient("", 0, pair, p["peer_pk"], application_key=K)
    if name is not None:
        endpoints[name] = same, party
    return party


async def connected(conn):
    """SHSServer calls this for each connection; the reader says which one it is."""
    conn.read_stream.reader.owner.established(conn)


class Connection:
    def __init__(self, session):
        self.session, self.party, self.input = session, endpoint(session), Input(self)
        self.receive, self.eof, self.ready = self.input.receive, self.input.eof, asyncio.Event()
        self.input.run(self.run())

    async def run(self):
        current.set(self)
        try:
            await (self.client() if self.session.role == "client" else self.server())
            await self.take_all()
        except REFUSALS as e:
            self.session.reject(why(e))
        finally:
            busy.discard(self.party)

    async def server(self):
        key = injected(self.session.params)
        if key:
            renew_with(self.party.crypto, key)
        await self.party.handle_connection(self.input.reader, self.session)
        await self.ready.wait()

    async def client(self):
        busy.add(self.party)
        key = injected(self.session.params)
        if key:
            self.party.crypto.clean(new_ephemeral_key=key)
        await self.party.open()
        self.established(self.party)

    def established(self, conn):
        self.source, self.sink = conn.read_stream, conn.write_stream
        peer = bytes(self.party.crypto.remote_pub_key)
        keys = {"enc_key": self.sink.key, "enc_nonce": self.sink.nonce}
        keys |= {"dec_key": self.source.key, "dec_nonce": self.source.nonce, "peer_pk": peer}
        self.session.done(peer, keys)
        self.ready.set()

    async def take_all(self):
        """The application: it reads to the end, and then once more for each further input."""
        ended = False
        while not ended or await self.input.further():
            data, end = None, ("clean", None)
            try:
                data = await self.source.read()
            except REFUSALS as e:
                end = "error", why(e)
            if data is not None:
                self.session.delivered(data)
            elif not ended:
                self.session.ended(*end)
                ended = True

    def send(self, data):
        self.sink.write(data)

    def finish(self):
        self.sink.close()  # not SHSDuplexStream.close, which calls a method that does not exist


def why(e):
    return f"{type(e).__name__}: {e}"


hsp.serve(
    {
        "name": "PyPI secret-handshake",
        "version": version("secret-handshake"),
        "protocols": {
            "shs1": {
                "roles": ["client", "server"],
                "caps": [
                    "inject.ephemeral_sk",
                    "inject.ephemeral_seed",
                    "outcome",
                    "stream",
                    "endpoint",
                    "eof.rst",
                ],
                "observe": [],
                "ephemeral": "own",
                "sessions": 64,
                "layer": "SHSServer.handle_connection, SHSClient.open and their streams",
                "authorize": "none",
                "table": TABLE,
                "open": Connection,
            }
        },
    }
)
