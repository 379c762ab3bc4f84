// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include "conformance/engine/bytes.hpp"

// What an attacker computes: the primitives of spec/shs1.md §1 over plain bytes, with no check of
// any kind. Independent of reference/, so that neither can hide the other's mistake.
namespace assay::mallory {

Bytes h(View message);                  // SHA-256, 32
Bytes sha512(View message);             // 64
Bytes mac(View key32, View message);    // crypto_auth: HMAC-SHA-512, first 32
Bytes base(View scalar32);              // X25519 public key
Bytes dh(View scalar32, View point32);  // X25519; zeros for a point of low order, no error
Bytes box(View key32, View message);    // crypto_secretbox_easy under the zero nonce: tag first
Bytes box(View key32, View nonce24, View message);
std::optional<Bytes> open(View key32, View boxed);  // zero nonce
std::optional<Bytes> open(View key32, View nonce24, View boxed);

// Ed25519 by its parts, so that any of them can be wrong.
Bytes public_key(View seed32);
Bytes sign(View seed32, View message);  // 64
bool verify(View pk32, View signature64, View message);
Bytes to_curve(View pk32);           // u of an Ed25519 point; zeros where libsodium refuses
Bytes secret_to_curve(View seed32);  // the clamped scalar
Bytes scalar_base(View s32);         // [s]B for s mod L, no clamping
Bytes add_points(View p32, View q32);
Bytes reduce(View wide64);                    // 64 bytes, little-endian, mod L
Bytes mul_add(View a32, View b32, View c32);  // a*b + c mod L

Bytes hello(View K, View x_p);  // msg1 and msg2 (spec/shs1.md §3.1, §3.2): mac(K, x_p) | x_p
Bytes zeros(std::size_t n);

}  // namespace assay::mallory
