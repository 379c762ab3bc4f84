// SPDX-License-Identifier: MIT
#include "conformance/shs1/torsion.hpp"

#include "conformance/shs1/algebra.hpp"

namespace assay::mallory {
namespace {

bool divisible_by_8(const Bytes& scalar) { return scalar[0] % 8 == 0; }

// One in eight values of k does; each costs one base point multiplication.
Bytes grind(View a, View public_key, View message, Rng& rng) {
  for (;;) {
    const Bytes r = reduce(rng.bytes(64));
    const Bytes R = scalar_base(r);
    const Bytes k = reduce(sha512(cat(R, public_key, message)));
    if (divisible_by_8(k)) return cat(R, mul_add(k, a, r));
  }
}

}  // namespace

TorsionSigned sign_with_torsion(View seed, View T, View message, Rng& rng) {
  const Bytes moved = add_points(public_key(seed), T);
  return {moved, grind(secret_to_curve(seed), moved, message, rng)};
}

Bytes sign_with_small_order(View A, View message, Rng& rng) {
  return grind(zeros(32), A, message, rng);
}

}  // namespace assay::mallory
