// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "reference/shs1/client.hpp"
#include "reference/shs1/server.hpp"

// What the tests of SHS1 share: hex, and two parties with fixed or given keys.
namespace assay::shs1::tests {

using Octets32 = std::array<std::uint8_t, 32>;

inline Octets32 filled(std::uint8_t value) {
  Octets32 octets;
  octets.fill(value);
  return octets;
}

inline std::string hex(std::span<const std::uint8_t> octets) {
  std::string text;
  for (const std::uint8_t octet : octets) {
    text += "0123456789abcdef"[octet >> 4];
    text += "0123456789abcdef"[octet & 15];
  }
  return text;
}

template <std::size_t N>
std::array<std::uint8_t, N> unhex(std::string_view text) {
  std::array<std::uint8_t, N> octets;
  for (std::size_t i = 0; i < N; ++i)
    octets.at(i) =
        static_cast<std::uint8_t>(std::stoi(std::string(text.substr(2 * i, 2)), nullptr, 16));
  return octets;
}

// The keys of both parties, as octets so that a test can make a state from them as often as it
// likes.
struct Keys {
  Octets32 K = filled(7), A = filled(1), B = filled(2), a = filled(3), b = filled(4);

  NetworkKey network_key() const { return NetworkKey::from(K); }
  StaticSecret client() const { return StaticSecret::from_seed(A); }
  StaticSecret server() const { return StaticSecret::from_seed(B); }
  EphemeralSecret client_ephemeral() const { return EphemeralSecret::from_ed25519_seed(a); }
  EphemeralSecret server_ephemeral() const { return EphemeralSecret::from_ed25519_seed(b); }

  ClientStart client_start() const {
    return {network_key(), client(), server().public_key(), client_ephemeral()};
  }
  ServerAwaitsMsg1 server_start() const { return {network_key(), server(), server_ephemeral()}; }
};

}  // namespace assay::shs1::tests
