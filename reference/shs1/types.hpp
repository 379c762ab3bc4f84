// SPDX-License-Identifier: MIT
#pragma once

#include "reference/common/bytes.hpp"
#include "reference/common/ed25519.hpp"
#include "reference/common/hmac.hpp"
#include "reference/common/secret.hpp"
#include "reference/common/secretbox.hpp"
#include "reference/common/x25519.hpp"

// Every value that has a letter in spec/shs1.md §2. A, B stand for long-term keys and a, b for
// ephemeral ones; x_p is the public half of x.
namespace assay::shs1 {

using reference::BoxNonce;
using reference::Signature;  // sigA, sigB

using NetworkKey = reference::MacKey;            // K
using EphemeralPublic = reference::CurvePublic;  // a_p, b_p: X25519

// Whose a long-term key is. Formulas that name both would hold for nobody if the two were
// exchanged.
struct Client;
struct Server;
template <class Owner>
using StaticPublic = reference::Public<Owner, 32>;  // Ed25519
using ClientPublic = StaticPublic<Client>;          // A_p
using ServerPublic = StaticPublic<Server>;          // B_p

using SharedEphemeral = reference::Secret<struct SharedEphemeralTag, 32>;  // ab
using SharedServer = reference::Secret<struct SharedServerTag, 32>;        // aB
using SharedClient = reference::Secret<struct SharedClientTag, 32>;        // Ab
using HashAb = reference::Secret<struct HashAbTag, 32>;                    // hab
using Msg3Key = reference::Secret<struct Msg3KeyTag, 32>;                  // K2
using Msg4Key = reference::Secret<struct Msg4KeyTag, 32>;                  // K3

using Msg1 = reference::Public<struct Msg1Tag, 64>;
using Msg2 = reference::Public<struct Msg2Tag, 64>;
using Msg3 = reference::Public<struct Msg3Tag, 112>;
using Msg4 = reference::Public<struct Msg4Tag, 80>;

// Zero is safe only because K2 and K3 each box exactly one message.
inline constexpr BoxNonce zero_nonce = BoxNonce::zeros();

// a, b: use once (spec/shs1.md §2).
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

// An Ed25519 key pair, the identity.
template <class Owner>
class StaticSecret {
 public:
  static StaticSecret from_seed(std::span<const std::uint8_t, 32> seed);

  StaticPublic<Owner> public_key() const {
    return StaticPublic<Owner>::from(reference::verify_key(key_).view());
  }
  const reference::SigningKey& key() const { return key_; }

 private:
  explicit StaticSecret(reference::SigningKey key) : key_(std::move(key)) {}

  reference::SigningKey key_;
};

using ClientSecret = StaticSecret<Client>;  // A
using ServerSecret = StaticSecret<Server>;  // B

}  // namespace assay::shs1
