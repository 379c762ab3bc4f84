// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <variant>

#include "conformance/engine/bytes.hpp"

// box-stream as an attacker has it: every field can be wrong at will (spec/box-stream.md).
// Independent of reference/, so that neither can hide the other's mistake.
namespace assay::mallory {

// N + steps, big-endian, modulo 2^192. N: 24 bytes.
Bytes nonce_after(View N24, std::size_t steps);
// Two bytes, big-endian. n <= 65,535.
Bytes u16(std::size_t n);

constexpr std::size_t header_bytes = 34;
constexpr std::size_t header_plain_bytes = 18;

// One packet on the wire.
struct Frame {
  Bytes header;  // 34: box of u16(length) | tag
  Bytes body;    // cipher only; its tag is in the header
  Bytes wire() const { return cat(header, body); }
};

// One direction's sending end. The letters k and N are those of spec/box-stream.md §1; N is the
// nonce of the next header.
struct FrameWriter {
  Bytes k, N;

  // As it should be; N advances by two. A body of more than 4096 bytes (at most 65,535) or of none
  // is the caller's lie.
  Frame packet(View body);
  // Any header under the next header nonce; N stays. plain: 18 bytes in an honest header.
  Bytes header(View plain) const { return seal(plain, 0); }
  // 34 bytes; N stays, as the specification has it.
  Bytes goodbye() const { return header(Bytes(header_plain_bytes)); }
  // box[k, N + steps](plain).
  Bytes seal(View plain, std::size_t steps) const;
};

struct GoodbyeRead {};
struct Broken {
  std::string why;
};
using Piece = std::variant<Bytes, GoodbyeRead, Broken>;  // a body, goodbye, or what cannot be read

// One direction's receiving end: what the target writes, read as strictly as a peer may.
class FrameReader {
 public:
  FrameReader(Bytes key32, Bytes nonce24) : k_(std::move(key32)), N_(std::move(nonce24)) {}

  // Takes the next piece off the front of `wire`. Empty, and nothing taken, when it is not
  // complete.
  std::optional<Piece> next(Bytes& wire);

 private:
  Bytes k_, N_;
};

}  // namespace assay::mallory
