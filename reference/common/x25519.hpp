// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include "reference/common/bytes.hpp"
#include "reference/common/secret.hpp"

namespace assay::reference {

using CurveSecret = Secret<struct CurveSecretTag, 32>;  // a scalar, clamped where it is used
using CurvePublic = Public<struct CurvePublicTag, 32>;  // a Montgomery u-coordinate

// X25519(x, 9) (RFC 7748 §5).
CurvePublic x25519_base(const CurveSecret& x);

// False when the product is zero.
[[nodiscard]] bool x25519_into(std::span<std::uint8_t, 32> product, const CurveSecret& x,
                               const CurvePublic& Y);

// X25519(x, Y) (RFC 7748 §5); nothing when Y has low order, that is when the product is zero
// (RFC 7748 §6.1).
template <SecretType Product>
std::optional<Product> x25519(const CurveSecret& x, const CurvePublic& Y) {
  bool usable = false;
  auto product = Product::written_by(
      [&](std::span<std::uint8_t, 32> out) { usable = x25519_into(out, x, Y); });
  if (!usable) return std::nullopt;
  return product;
}

}  // namespace assay::reference
