// SPDX-License-Identifier: MIT
#include "conformance/shs1/torsion.hpp"

#include "conformance/shs1/algebra.hpp"

namespace assay::mallory {
namespace {

using Wanted = bool (*)(const Bytes& R, const Bytes& k, const Bytes& S);

// Draws r until the signature is as wanted; each draw costs one base point multiplication.
Bytes grind(View a, View public_key, View message, Rng& rng, Wanted wanted) {
  for (;;) {
    const Bytes r = reduce(rng.bytes(64));
    const Bytes R = scalar_base(r);
    const Bytes k = reduce(sha512(cat(R, public_key, message)));
    const Bytes S = mul_add(k, a, r);
    if (wanted(R, k, S)) return cat(R, S);
  }
}

// One in eight.
bool k_divisible_by_8(const Bytes&, const Bytes& k, const Bytes&) { return k[0] % 8 == 0; }

// One in 256.
bool readable_shifted(const Bytes& R, const Bytes&, const Bytes& S) {
  return R[31] < 0x10 && to_curve(S) != zeros(32);
}

}  // namespace

TorsionSigned sign_with_torsion(View seed, View T, View message, Rng& rng) {
  const Bytes moved = add_points(public_key(seed), T);
  return {moved, grind(secret_to_curve(seed), moved, message, rng, k_divisible_by_8)};
}

Bytes sign_with_small_order(View A, View message, Rng& rng) {
  return grind(zeros(32), A, message, rng, k_divisible_by_8);
}

Bytes sign_readable_shifted(View seed, View message, Rng& rng) {
  return grind(secret_to_curve(seed), public_key(seed), message, rng, readable_shifted);
}

}  // namespace assay::mallory
