// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/shs1/terms.hpp"
#include "fuzz/input.hpp"
#include "reference/shs1/client.hpp"
#include "reference/shs1/server.hpp"

// What the four SHS1 fuzz targets share: fixed keys.
namespace assay::fuzz {

template <std::size_t N>
std::span<const std::uint8_t, N> exactly(const Bytes& b) {
  return std::span<const std::uint8_t, N>(b.data(), N);
}

// The same keys in every run, so that a corpus stays valid.
struct Fixed {
  mallory::Keys keys = mallory::Keys::draw(Rng(Bytes(32, 0x07)));
  Bytes a = Bytes(32, 0x0a), b = Bytes(32, 0x0b);

  shs1::NetworkKey K() const { return shs1::NetworkKey::from(exactly<32>(keys.K)); }
  shs1::ClientSecret A() const { return shs1::ClientSecret::from_seed(exactly<32>(keys.A)); }
  shs1::ServerSecret B() const { return shs1::ServerSecret::from_seed(exactly<32>(keys.B)); }
  shs1::ServerPublic B_p() const { return shs1::ServerPublic::from(exactly<32>(keys.B_p)); }
  shs1::EphemeralSecret ephemeral(const Bytes& x) const {
    return shs1::EphemeralSecret::from_x25519_secret(exactly<32>(x));
  }
};

inline const Fixed& fixed() {
  static const Fixed f;
  return f;
}

// A hello of the fuzzer's making: its mac either the fuzzer's too, or right.
inline Bytes hello(FuzzedDataProvider& in) {
  const bool right_mac = in.ConsumeBool();
  const Bytes x_p = bytes(in, 32);
  return cat(right_mac ? mallory::mac(fixed().keys.K, x_p) : bytes(in, 32), x_p);
}

// What an independent reader makes of a hello: bad mac, low order, or fine.
inline std::optional<shs1::Reject> oracle_of_hello(const Bytes& hello, const Bytes& secret) {
  const Bytes tag(hello.begin(), hello.begin() + 32), x_p(hello.begin() + 32, hello.end());
  if (mallory::mac(fixed().keys.K, x_p) != tag) return shs1::Reject::bad_mac;
  if (mallory::dh(secret, x_p) == mallory::zeros(32)) return shs1::Reject::low_order_point;
  return std::nullopt;
}

template <class Expected>
std::optional<shs1::Reject> reason(const Expected& result) {
  return result ? std::nullopt : std::optional(result.error());
}

}  // namespace assay::fuzz
