// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/engine/rng.hpp"

namespace assay::mallory {

struct TorsionSigned {
  Bytes public_key;  // A' = [a]B + T, 32 bytes
  Bytes signature;   // R | S, 64 bytes
};

// Signs `message` with the key of `seed32` moved by the small-order point `T` (32 bytes): r is
// drawn until 8 divides k = SHA-512(R | A' | message) mod L, so that [k]T vanishes and the
// signature verifies with the cofactor and without it (RFC 8032 §5.1.7 leaves the choice open).
TorsionSigned sign_with_torsion(View seed32, View T, View message, Rng& rng);

// The same for a public key that is a point of small order and nothing else, with a = 0: nobody's
// secret is needed, R = [r]B and S = r. `A` is the encoding as sent, canonical or not.
Bytes sign_with_small_order(View A, View message, Rng& rng);

// A good signature that can be read 32 bytes late: R is in the range of an S, and S is a public
// key of the main subgroup.
Bytes sign_readable_shifted(View seed32, View message, Rng& rng);

}  // namespace assay::mallory
