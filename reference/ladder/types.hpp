// SPDX-License-Identifier: MIT
#pragma once

#include <expected>

#include "reference/common/bytes.hpp"
#include "reference/common/ed25519.hpp"
#include "reference/common/secret.hpp"
#include "reference/common/x25519.hpp"
#include "reference/ladder/reject.hpp"

// Every value that has a letter in spec/ladder.md §1. What is the initiator's and what is the
// responder's are types of their own: swapped, they would make another rung.
namespace assay::ladder {

struct Initiator;
struct Responder;

// The byte that tells rungs apart, in every header, signature and key (spec/ladder.md §2).
enum class Proto : std::uint8_t {
  dh = 0x00,
  sign_own = 0x01,
  badh = 0x02,
  iso = 0x03,
  sts_enc = 0x04,
  sts_mac = 0x05,
  sts_enc_id = 0x06,
  sign_key = 0x07,
  sigma_0 = 0x08,
  sigma_i = 0x09,
  sigma_r = 0x0a,
  sigma_ike = 0x0b,
  sigma_i_ack = 0x0c,
};

template <class Role>
struct ShareTag;
template <class Role>
struct NameTag;
template <class Role>
struct SignatureTag;
template <class Role>
struct MacTag;

template <class Role>
using Share = reference::Public<ShareTag<Role>, 32>;  // X25519
using InitiatorShare = Share<Initiator>;              // X
using ResponderShare = Share<Responder>;              // Y

template <class Role>
using Name = reference::Public<NameTag<Role>, 32>;
using InitiatorName = Name<Initiator>;  // A, where it is sent or covered
using ResponderName = Name<Responder>;  // B

template <class Role>
using SignatureBy = reference::Public<SignatureTag<Role>, 64>;  // sigA, sigB
template <class Role>
using MacBy = reference::Public<MacTag<Role>, 32>;  // macA, macB

using SharedSecret = reference::Secret<struct SharedSecretTag, 32>;  // Z

// x or y: a scalar for one run.
template <class Role>
class EphemeralSecret {
 public:
  static EphemeralSecret from(std::span<const std::uint8_t, 32> scalar) {
    return EphemeralSecret(reference::CurveSecret::from(scalar));
  }

  // spec/ladder.md §3.1: X = x·9
  // spec/ladder.md §3.1: Y = y·9
  Share<Role> share() const { return Share<Role>::from(reference::x25519_base(scalar_).view()); }
  const reference::CurveSecret& scalar() const { return scalar_; }

 private:
  explicit EphemeralSecret(reference::CurveSecret scalar) : scalar_(std::move(scalar)) {}

  reference::CurveSecret scalar_;
};

// Z by the initiator. Reject: low_order_point.
std::expected<SharedSecret, Reject> agree(const EphemeralSecret<Initiator>& x,
                                          const ResponderShare& Y);
// Z by the responder. Reject: low_order_point.
std::expected<SharedSecret, Reject> agree(const EphemeralSecret<Responder>& y,
                                          const InitiatorShare& X);

// A or B: a name, and the Ed25519 key that signs for it.
template <class Role>
class Identity {
 public:
  // `id-is-key`: the name is the public key.
  static Identity of_seed(std::span<const std::uint8_t, 32> seed) {
    auto key = reference::signing_key(seed);
    const auto name = Name<Role>::from(reference::verify_key(key).view());
    return Identity(name, std::move(key));
  }
  static Identity named(const Name<Role>& name, std::span<const std::uint8_t, 32> seed) {
    return Identity(name, reference::signing_key(seed));
  }

  const Name<Role>& name() const { return name_; }
  const reference::SigningKey& key() const { return key_; }

 private:
  Identity(const Name<Role>& name, reference::SigningKey key) : name_(name), key_(std::move(key)) {}

  Name<Role> name_;
  reference::SigningKey key_;
};

// What both ends hold once Z is known.
struct Exchange {
  InitiatorShare X;
  ResponderShare Y;
  SharedSecret Z;
};

}  // namespace assay::ladder
