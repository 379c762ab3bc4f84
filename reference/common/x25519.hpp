// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include "reference/common/bytes.hpp"
#include "reference/common/secret.hpp"

namespace assay::reference {

using CurveSecret = Secret<struct CurveSecretTag, 32>;  // a scalar, clamped where it is used
using CurvePublic = Public<struct CurvePublicTag, 32>;  // a Montgomery u-coordinate
using Shared = Secret<struct SharedTag, 32>;            // the product of the two

// X25519(x, 9) (RFC 7748 §5).
CurvePublic x25519_base(const CurveSecret& x);

// X25519(x, Y) (RFC 7748 §5); nothing when Y has low order, that is when the product is zero
// (§6.1).
std::optional<Shared> x25519(const CurveSecret& x, const CurvePublic& Y);

}  // namespace assay::reference
