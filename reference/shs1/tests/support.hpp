// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "reference/shs1/client.hpp"
#include "reference/shs1/keys.hpp"
#include "reference/shs1/server.hpp"

// What the tests of SHS1 share: hex, the keys of two parties, and an honest run up to each message.
namespace assay::shs1::tests {

using Bytes32 = std::array<std::uint8_t, 32>;

inline Bytes32 filled(std::uint8_t value) {
  Bytes32 bytes;
  bytes.fill(value);
  return bytes;
}

inline std::string hex(std::span<const std::uint8_t> bytes) {
  std::string text;
  for (const std::uint8_t byte : bytes) {
    text += "0123456789abcdef"[byte >> 4];
    text += "0123456789abcdef"[byte & 15];
  }
  return text;
}

inline Bytes32 unhex(std::string_view text) {
  Bytes32 bytes;
  for (std::size_t i = 0; i < bytes.size(); ++i)
    bytes.at(i) =
        static_cast<std::uint8_t>(std::stoi(std::string(text.substr(2 * i, 2)), nullptr, 16));
  return bytes;
}

template <class Message>
Message flip(Message message, std::size_t bit) {
  message.fill()[bit / 8] ^= static_cast<std::uint8_t>(1 << bit % 8);
  return message;
}

// Why `result` is a rejection; nothing when it is none.
template <class T>
std::optional<Reject> rejection(const std::expected<T, Reject>& result) {
  return result ? std::nullopt : std::optional(result.error());
}

// The keys of both parties, as bytes so that a test can make a state from them as often as it
// likes.
struct Keys {
  Bytes32 K = filled(7), A = filled(1), B = filled(2), a = filled(3), b = filled(4);

  NetworkKey network_key() const { return NetworkKey::from(K); }
  ClientSecret client() const { return ClientSecret::from_seed(A); }
  ServerSecret server() const { return ServerSecret::from_seed(B); }
  EphemeralSecret client_ephemeral() const { return EphemeralSecret::from_ed25519_seed(a); }
  EphemeralSecret server_ephemeral() const { return EphemeralSecret::from_ed25519_seed(b); }

  ClientStart client_start() const { return client_of(server().public_key()); }
  ClientStart client_of(const ServerPublic& B_p) const {
    return {network_key(), client(), B_p, client_ephemeral()};
  }
  ServerAwaitsMsg1 server_start() const { return {network_key(), server(), server_ephemeral()}; }

  // The states of an honest run that read each message.
  ClientAwaitsMsg2 awaits_msg2() const { return std::move(client_start().hello().next); }
  ServerAwaitsMsg3 awaits_msg3() const { return std::move(server_start().read(msg1())->next); }
  ServerAwaitsDecision awaits_decision() const { return *awaits_msg3().read(msg3()); }
  ClientAwaitsMsg4 awaits_msg4() const { return std::move(awaits_msg2().read(msg2())->next); }

  // And its messages.
  Msg1 msg1() const { return client_start().hello().msg1; }
  Msg2 msg2() const { return server_start().read(msg1())->msg2; }
  Msg3 msg3() const { return awaits_msg2().read(msg2())->msg3; }
  Msg4 msg4() const { return awaits_decision().authorize(true)->msg4; }

  // And its secrets, for a test that forges the message of one party with all that it may know.
  SharedEphemeral ab() const {
    return *shared_ab(client_ephemeral(), server_ephemeral().public_key());
  }
  SharedServer aB() const { return *shared_aB(client_ephemeral(), server().public_key()); }
  SharedClient Ab() const { return *shared_Ab(client(), server_ephemeral().public_key()); }
  HashAb hab() const { return hash_ab(ab()); }
  Msg3Key K2() const { return key_of_msg3(network_key(), ab(), aB()); }
  Msg4Key K3() const { return key_of_msg4(network_key(), ab(), aB(), Ab()); }
};

}  // namespace assay::shs1::tests
