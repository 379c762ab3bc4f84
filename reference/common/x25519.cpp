// SPDX-License-Identifier: MIT
#include "reference/common/x25519.hpp"

#include <sodium/crypto_scalarmult_curve25519.h>

namespace assay::reference {

CurvePublic x25519_base(const CurveSecret& x) {
  return CurvePublic::written_by([&](std::span<std::uint8_t, 32> X) {
    // Cannot fail: the base point has prime order.
    crypto_scalarmult_curve25519_base(X.data(), x.view().data());
  });
}

bool x25519_into(std::span<std::uint8_t, 32> product, const CurveSecret& x, const CurvePublic& Y) {
  return crypto_scalarmult_curve25519(product.data(), x.view().data(), Y.view().data()) == 0;
}

}  // namespace assay::reference
