// SPDX-License-Identifier: MIT
#include "reference/common/x25519.hpp"

#include <sodium/crypto_scalarmult_curve25519.h>

namespace assay::reference {

CurvePublic x25519_base(const CurveSecret& x) {
  CurvePublic X;
  // Cannot fail: the base point has prime order.
  crypto_scalarmult_curve25519_base(X.fill().data(), x.view().data());
  return X;
}

std::optional<Shared> x25519(const CurveSecret& x, const CurvePublic& Y) {
  std::optional<Shared> shared{std::in_place};
  const int rc =
      crypto_scalarmult_curve25519(shared->fill().data(), x.view().data(), Y.view().data());
  if (rc != 0) shared.reset();
  return shared;
}

}  // namespace assay::reference
