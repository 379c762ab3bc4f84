// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/engine/bytes.hpp"

// Primitives that someone may take for those of spec/shs1.md §1.
namespace assay::mallory {

// For crypto_auth, 32 bytes each.
Bytes hmac_sha256(View key, View message);
Bytes hmac_sha512_256(View key,
                      View message);  // over SHA-512/256 of FIPS 180-4, its own initial value
Bytes blake2b_keyed(View key, View message);  // key: 16 to 64 bytes
Bytes sha512_256(View message);

// For a DH result itself: crypto_box_beforenm hashes it so, 32 bytes.
Bytes hsalsa20(View key32);

// For crypto_secretbox under the zero nonce: XChaCha20-Poly1305, tag first.
Bytes xchacha_box(View key32, View message);

// For Ed25519: its pre-hashed form, 64 bytes (RFC 8032 §5.1, Ed25519ph, no context).
Bytes sign_prehashed(View seed32, View message);

}  // namespace assay::mallory
