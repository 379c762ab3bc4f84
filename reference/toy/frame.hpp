// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "reference/toy/reject.hpp"

namespace assay::toy {

enum class Kind : std::uint8_t { hello = 1, proof = 2, finish = 3 };

using Body = std::array<std::uint8_t, 32>;

std::vector<std::uint8_t> on_stream(std::span<const std::uint8_t, 32> body);
std::vector<std::uint8_t> as_datagram(Kind kind, std::span<const std::uint8_t, 32> body);

// The message at the front of a stream, and nothing taken off it: empty while it is not complete;
// it takes stream_message_bytes. Reject: bad_message.
std::expected<std::optional<Body>, Reject> from_stream(std::span<const std::uint8_t> stream);
inline constexpr std::size_t stream_message_bytes = 34;

struct Datagram {
  std::string_view from;  // an address, which means nothing here
  std::span<const std::uint8_t> bytes;
};

// `peer`: where the hello came from, once it has. Reject: bad_message.
std::expected<Body, Reject> from_datagram(Kind due, std::string_view peer, Datagram datagram);

}  // namespace assay::toy
