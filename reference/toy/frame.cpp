// SPDX-License-Identifier: MIT
#include "reference/toy/frame.hpp"

#include <algorithm>

namespace assay::toy {
namespace {

Body body_of(std::span<const std::uint8_t> bytes) {
  Body body;
  std::ranges::copy(bytes, body.begin());
  return body;
}

}  // namespace

// spec/toy.md §4: On a stream a message is its length as two bytes, big-endian, then its bytes.
std::vector<std::uint8_t> on_stream(std::span<const std::uint8_t, 32> body) {
  std::vector<std::uint8_t> framed = {0, 32};
  framed.insert(framed.end(), body.begin(), body.end());
  return framed;
}

// spec/toy.md §4: As a datagram it is one byte, 1 for hello, 2 for proof, 3 for finish, then its
// bytes.
std::vector<std::uint8_t> as_datagram(Kind kind, std::span<const std::uint8_t, 32> body) {
  std::vector<std::uint8_t> framed = {static_cast<std::uint8_t>(kind)};
  framed.insert(framed.end(), body.begin(), body.end());
  return framed;
}

// spec/toy.md §4: A message of another length or kind than the one that is due, or from another
// address than the peer's hello, is refused (`bad_message`).
std::expected<std::optional<Body>, Reject> from_stream(std::span<const std::uint8_t> stream) {
  if (stream.size() < 2) return std::optional<Body>();
  if ((stream[0] << 8 | stream[1]) != 32) return std::unexpected(Reject::bad_message);
  if (stream.size() < stream_message_bytes) return std::optional<Body>();
  return body_of(stream.subspan(2, 32));
}

std::expected<Body, Reject> from_datagram(Kind due, std::string_view peer, Datagram datagram) {
  const auto bytes = datagram.bytes;
  if (bytes.size() != 33) return std::unexpected(Reject::bad_message);
  if (bytes[0] != static_cast<std::uint8_t>(due)) return std::unexpected(Reject::bad_message);
  if (due != Kind::hello && datagram.from != peer) return std::unexpected(Reject::bad_message);
  return body_of(bytes.subspan(1));
}

}  // namespace assay::toy
