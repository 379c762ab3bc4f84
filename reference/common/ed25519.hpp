// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include "reference/common/x25519.hpp"

namespace assay::reference {

using VerifyKey = Public<struct VerifyKeyTag, 32>;
using SigningKey = Secret<struct SigningKeyTag, 64>;  // seed | public key, as libsodium keeps it
using Signature = Public<struct SignatureTag, 64>;    // R | S

// The key pair of a 32-byte seed (RFC 8032 §5.1.5).
SigningKey signing_key(std::span<const std::uint8_t, 32> seed);
VerifyKey verify_key(const SigningKey& key);

// Pure Ed25519 (RFC 8032 §5.1.6): no pre-hash, no context.
Signature sign(const SigningKey& key, std::span<const std::uint8_t> message);

// RFC 8032 §5.1.7 without the cofactor; also refuses S >= L and a small-order or non-canonical key
// or R.
[[nodiscard]] bool verify(const Signature& signature, const VerifyKey& key,
                          std::span<const std::uint8_t> message);

// u = (1+y)/(1-y); nothing when the key is undecodable, of small order or outside the prime-order
// group.
std::optional<CurvePublic> to_curve(const VerifyKey& key);

// clamp(SHA-512(seed)[0..32)).
CurveSecret to_curve(const SigningKey& key);

}  // namespace assay::reference
