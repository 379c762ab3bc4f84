// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include "conformance/engine/bytes.hpp"

// The primitives of spec/ladder.md §1 in plain bytes, for whoever attacks: nothing is checked that
// an attacker would not check.
namespace assay::rungs {

Bytes base(View scalar);                           // x·9
Bytes dh(View scalar, View point);                 // all zeros where the point has low order
Bytes public_key(View seed);                       // Ed25519
Bytes sign(View seed, View text);                  // 64 bytes
bool verify(View key, View signature, View text);  // false for a key that is none
Bytes mac(View key, View text);                    // HMAC-SHA-512, its first 32 bytes

Bytes seal(View key, View ad, View plain);  // zero nonce, the tag last
std::optional<Bytes> unseal(View key, View ad, View sealed);
Bytes mask(View key, View plain);  // and unmask

// spec/ladder.md §4: the proof of possession.
Bytes pop(View seed, View name);

}  // namespace assay::rungs
