// SPDX-License-Identifier: MIT
#pragma once

#include "reference/common/bytes.hpp"
#include "reference/common/ed25519.hpp"
#include "reference/common/hmac.hpp"
#include "reference/common/secret.hpp"
#include "reference/common/secretbox.hpp"
#include "reference/common/x25519.hpp"

// Every value that has a letter in spec/shs1.md 2. A, B stand for long-term keys and a, b for
// ephemeral ones; x_p is the public half of x.
namespace assay::shs1 {

using reference::BoxKey;  // K2, K3
using reference::BoxNonce;
using reference::Shared;     // ab, aB, Ab
using reference::Signature;  // sigA, sigB

using NetworkKey = reference::MacKey;                            // K
using EphemeralPublic = reference::CurvePublic;                  // a_p, b_p: X25519
using StaticPublic = reference::VerifyKey;                       // A_p, B_p: Ed25519
using HashAb = reference::Secret<struct HashAbTag, 32>;          // hab = h(ab)
using ClientAuth = reference::Public<struct ClientAuthTag, 96>;  // H = sigA | A_p

using Msg1 = reference::Public<struct Msg1Tag, 64>;
using Msg2 = reference::Public<struct Msg2Tag, 64>;
using Msg3 = reference::Public<struct Msg3Tag, 112>;
using Msg4 = reference::Public<struct Msg4Tag, 80>;

// Zero is safe only because K2 and K3 each box exactly one message.
inline constexpr BoxNonce zero_nonce{};

// a, b: use once (spec/shs1.md 2).
class EphemeralSecret {
 public:
  static EphemeralSecret from_x25519_secret(std::span<const std::uint8_t, 32> secret);
  static EphemeralSecret from_ed25519_seed(std::span<const std::uint8_t, 32> seed);

  EphemeralPublic public_key() const { return reference::x25519_base(scalar_); }
  const reference::CurveSecret& scalar() const { return scalar_; }

 private:
  explicit EphemeralSecret(reference::CurveSecret scalar) : scalar_(std::move(scalar)) {}

  reference::CurveSecret scalar_;
};

// A_s, B_s: an Ed25519 key pair, the identity.
class StaticSecret {
 public:
  static StaticSecret from_seed(std::span<const std::uint8_t, 32> seed);

  StaticPublic public_key() const { return reference::verify_key(key_); }
  const reference::SigningKey& key() const { return key_; }

 private:
  explicit StaticSecret(reference::SigningKey key) : key_(std::move(key)) {}

  reference::SigningKey key_;
};

}  // namespace assay::shs1
