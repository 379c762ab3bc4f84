# SPDX-License-Identifier: MIT
"""SHS1 and box-stream on PyNaCl, as generators: each yields how many bytes it needs next, and
is sent them. Names and formulas are those of spec/shs1.md and spec/box-stream.md.
"""

import hashlib
import hmac
from dataclasses import dataclass

from nacl import bindings as nacl
from nacl.exceptions import CryptoError

ZERO_NONCE = bytes(24)
MAX_BODY = 4096
GOODBYE = bytes(18)


class Refused(Exception):
    """The peer, or its stream, is not accepted."""


@dataclass
class Outcome:
    enc_key: bytes
    enc_nonce: bytes
    dec_key: bytes
    dec_nonce: bytes
    peer_pk: bytes


class Authorize:
    """Yielded by a server instead of a number: it is sent whether `peer` is admitted."""

    def __init__(self, peer):
        self.peer = peer


def h(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def mac(key, message):
    return hmac.digest(key, message, "sha512")[:32]


def dh(sk, pk):
    """Refuses the all-zero result of a low-order point, as libsodium does."""
    return _checked(nacl.crypto_scalarmult, "low-order point", sk, pk)


def _checked(function, why, *args):
    try:
        return function(*args)
    except CryptoError as e:
        raise Refused(why) from e


def unbox(key, nonce, boxed, why):
    return _checked(lambda: nacl.crypto_secretbox_open(boxed, nonce, key), why)


def verify(pk, message, signature, why):
    _checked(nacl.crypto_sign_open, why, signature + message, pk)


def curve_pk(pk):
    return _checked(nacl.crypto_sign_ed25519_pk_to_curve25519, "undecodable key", pk)


def ephemeral_pair(seed):
    pk, sk = nacl.crypto_sign_seed_keypair(seed)
    convert = nacl.crypto_sign_ed25519_sk_to_curve25519
    return nacl.crypto_sign_ed25519_pk_to_curve25519(pk), convert(sk)


def hello(K, own):
    return mac(K, own) + own


def peer_ephemeral(K, message):
    if not hmac.compare_digest(mac(K, message[32:]), message[:32]):
        raise Refused("bad mac")
    return message[32:]


def client(K, A_seed, B_p, pair, write):
    A_p, A_s = nacl.crypto_sign_seed_keypair(A_seed)
    a_p, a = pair
    msg1 = hello(K, a_p)
    write(msg1)
    msg2 = yield 64
    b_p = peer_ephemeral(K, msg2)
    ab, aB = dh(a, b_p), dh(a, curve_pk(B_p))
    H = nacl.crypto_sign(K + B_p + h(ab), A_s)[:64] + A_p
    write(nacl.crypto_secretbox(H, ZERO_NONCE, h(K, ab, aB)))
    Ab = dh(nacl.crypto_sign_ed25519_sk_to_curve25519(A_s), b_p)
    K3 = h(K, ab, aB, Ab)
    sigB = unbox(K3, ZERO_NONCE, (yield 80), "msg4 does not open")
    verify(B_p, K + H + h(ab), sigB, "bad signature in msg4")
    SS = h(K3)
    return Outcome(h(SS, B_p), msg2[:24], h(SS, A_p), msg1[:24], B_p)


def server(K, B_seed, pair, write):
    B_p, B_s = nacl.crypto_sign_seed_keypair(B_seed)
    b_p, b = pair
    msg1 = yield 64
    a_p = peer_ephemeral(K, msg1)
    ab = dh(b, a_p)
    aB = dh(nacl.crypto_sign_ed25519_sk_to_curve25519(B_s), a_p)
    msg2 = hello(K, b_p)
    write(msg2)
    H = unbox(h(K, ab, aB), ZERO_NONCE, (yield 112), "msg3 does not open")
    A_p = H[64:]
    verify(A_p, K + B_p + h(ab), H[:64], "bad signature in msg3")
    K3 = h(K, ab, aB, dh(b, curve_pk(A_p)))
    if not (yield Authorize(A_p)):
        raise Refused("not authorized")
    sigB = nacl.crypto_sign(K + H + h(ab), B_s)[:64]
    write(nacl.crypto_secretbox(sigB, ZERO_NONCE, K3))
    SS = h(K3)
    return Outcome(h(SS, A_p), msg1[:24], h(SS, B_p), msg2[:24], A_p)


def after(nonce, steps):
    return ((int.from_bytes(nonce, "big") + steps) % 2**192).to_bytes(24, "big")


class Writer:
    def __init__(self, key, nonce):
        self.key, self.nonce, self.finished = key, nonce, False

    def packets(self, data):
        """`data` as packets of at most MAX_BODY bytes; nothing once the goodbye was sent."""
        out = b""
        for at in range(0, 0 if self.finished else len(data), MAX_BODY):
            body = data[at : at + MAX_BODY]
            boxed = nacl.crypto_secretbox(body, after(self.nonce, 1), self.key)
            header = len(body).to_bytes(2, "big") + boxed[:16]
            out += nacl.crypto_secretbox(header, self.nonce, self.key) + boxed[16:]
            self.nonce = after(self.nonce, 2)
        return out

    def goodbye(self):
        if self.finished:
            return b""
        self.finished = True
        return nacl.crypto_secretbox(GOODBYE, self.nonce, self.key)


def reader(key, nonce, deliver):
    """Returns at the goodbye."""
    while True:
        header = unbox(key, nonce, (yield 34), "bad header")
        if header == GOODBYE:
            return
        length = int.from_bytes(header[:2], "big")
        if not 1 <= length <= MAX_BODY:
            raise Refused(f"body of {length} bytes")
        body = yield length
        deliver(unbox(key, after(nonce, 1), header[2:] + body, "bad body"))
        nonce = after(nonce, 2)
