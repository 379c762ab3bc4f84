# SPDX-License-Identifier: MIT
"""The primitives of spec/ladder.md §1, slow and plain. Nothing here is constant in time or wiped: for tests only.

All arguments and results are bytes; integers are little-endian unless a name says otherwise.
"""
import hashlib
import hmac
from functools import lru_cache

p = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493


class Forged(Exception):
    """A tag that is not that of the text."""


remembered = lru_cache(4096)  # these are functions in the strict sense, and tests ask the same again and again


def number(text):
    return int.from_bytes(text, "little")


def text32(value):
    return value.to_bytes(32, "little")


def sha512(text):
    return hashlib.sha512(text).digest()


def mac(k, m):
    """HMAC-SHA-512 cut to 32 bytes."""
    return hmac.new(k, m, "sha512").digest()[:32]


# --- RFC 7748 §5 ---


@remembered
def x25519(scalar, point):
    """The u-coordinate of scalar·point, 32 bytes; zero where the point has small order."""
    k = number(scalar) & ~7 & 2**254 - 1 | 2**254
    x1 = number(point) % 2**255 % p
    x2, z2, x3, z3 = 1, 0, x1, 1
    for t in reversed(range(255)):
        if k >> t & 1:
            x3, z3, x2, z2 = ladder_step(x1, x3, z3, x2, z2)
        else:
            x2, z2, x3, z3 = ladder_step(x1, x2, z2, x3, z3)
    return text32(x2 * pow(z2, p - 2, p) % p)


def ladder_step(x1, x2, z2, x3, z3):
    """(2·point2, point2 + point3), where point3 - point2 has the u-coordinate x1."""
    A, B, C, D = x2 + z2, x2 - z2, x3 + z3, x3 - z3
    AA, BB, DA, CB = A * A, B * B, D * A, C * B
    E = AA - BB
    return AA * BB % p, E * (AA + 121665 * E) % p, (DA + CB) ** 2 % p, x1 * (DA - CB) ** 2 % p


# --- RFC 8032 §5.1, points as (X, Y, Z, T): x = X/Z, y = Y/Z, xy = T/Z ---

d = -121665 * pow(121666, -1, p) % p
NEUTRAL = (0, 1, 1, 0)


def add(P, Q):
    A, B = (P[1] - P[0]) * (Q[1] - Q[0]), (P[1] + P[0]) * (Q[1] + Q[0])
    C, D = 2 * P[3] * Q[3] * d, 2 * P[2] * Q[2]
    E, F, G, H = B - A, D - C, D + C, B + A
    return E * F % p, G * H % p, F * G % p, E * H % p


def times(s, P):
    Q = NEUTRAL
    while s > 0:
        if s & 1:
            Q = add(Q, P)
        P = add(P, P)
        s >>= 1
    return Q


def encoded(P):
    x, y = P[0] * pow(P[2], -1, p) % p, P[1] * pow(P[2], -1, p) % p
    return text32(y | (x & 1) << 255)


def decoded(text):
    """The point, or None: y >= p, no point of the curve, and x = 0 with its sign set are no encodings."""
    y, sign = number(text) % 2**255, text[31] >> 7
    if y >= p:
        return None
    xx = (y * y - 1) * pow(d * y * y + 1, -1, p) % p
    x = pow(xx, (p + 3) // 8, p)
    if x * x % p != xx:
        x = x * pow(2, (p - 1) // 4, p) % p
    if x * x % p != xx or (x == 0 and sign):
        return None
    if x % 2 != sign:
        x = p - x
    return x, y, 1, x * y % p


def is_small(P):
    return encoded(times(8, P)) == encoded(NEUTRAL)


BASE = decoded(text32(4 * pow(5, -1, p) % p))


def expanded(seed):
    h = sha512(seed)
    return number(h[:32]) & ~7 & 2**254 - 1 | 2**254, h[32:]


@remembered
def public_key(seed):
    return encoded(times(expanded(seed)[0], BASE))


@remembered
def sign(seed, m):
    a, prefix = expanded(seed)
    key = public_key(seed)
    r = number(sha512(prefix + m)) % L
    R = encoded(times(r, BASE))
    k = number(sha512(R + key + m)) % L
    return R + text32((r + k * a) % L)


@remembered
def verifies(key, m, signature):
    """Cofactorless, R compared as bytes; refuses S >= L, and a key or R that is no encoding or of small order."""
    R, S = signature[:32], number(signature[32:])
    A, point_R = decoded(key), decoded(R)
    if A is None or point_R is None or is_small(A) or is_small(point_R) or S >= L:
        return False
    k = number(sha512(R + key + m)) % L
    return encoded(times(S, BASE)) == encoded(add(point_R, times(k, A)))


# --- RFC 8439 §2 ---


def chacha20_block(key, counter, nonce):
    words = b"expand 32-byte k" + key + counter.to_bytes(4, "little") + nonce
    start = [number(words[i:i + 4]) for i in range(0, 64, 4)]
    state = list(start)
    for _ in range(10):
        for a, b, c, e in ((0, 4, 8, 12), (1, 5, 9, 13), (2, 6, 10, 14), (3, 7, 11, 15),
                           (0, 5, 10, 15), (1, 6, 11, 12), (2, 7, 8, 13), (3, 4, 9, 14)):
            quarter_round(state, a, b, c, e)
    return b"".join(((x + y) % 2**32).to_bytes(4, "little") for x, y in zip(state, start))


def quarter_round(state, a, b, c, e):
    for to, other, turned, bits in ((a, b, e, 16), (c, e, b, 12), (a, b, e, 8), (c, e, b, 7)):
        state[to] = (state[to] + state[other]) % 2**32
        x = state[turned] ^ state[to]
        state[turned] = (x << bits | x >> 32 - bits) % 2**32


def chacha20(key, counter, nonce, m):
    out = b""
    for i in range(0, len(m), 64):
        block = chacha20_block(key, counter + i // 64, nonce)
        out += bytes(x ^ y for x, y in zip(m[i:i + 64], block))
    return out


def poly1305(key, m):
    r, s = number(key[:16]) & 0x0FFFFFFC0FFFFFFC0FFFFFFC0FFFFFFF, number(key[16:])
    a = 0
    for i in range(0, len(m), 16):
        a = (a + number(m[i:i + 16] + b"\1")) * r % (2**130 - 5)
    return ((a + s) % 2**128).to_bytes(16, "little")


def padded(m):
    return m + bytes(-len(m) % 16)


def tag(key, nonce, ad, box):
    lengths = len(ad).to_bytes(8, "little") + len(box).to_bytes(8, "little")
    return poly1305(chacha20_block(key, 0, nonce)[:32], padded(ad) + padded(box) + lengths)


def aead(key, nonce, ad, m):
    """The box with its tag last: 16 bytes more than m."""
    box = chacha20(key, 1, nonce, m)
    return box + tag(key, nonce, ad, box)


def aead_open(key, nonce, ad, box):
    """The text of a box; raises Forged."""
    if len(box) < 16 or tag(key, nonce, ad, box[:-16]) != box[-16:]:
        raise Forged
    return chacha20(key, 1, nonce, box[:-16])
