// SPDX-License-Identifier: MIT
#pragma once

#include <expected>
#include <variant>

#include "reference/box_stream/packet.hpp"
#include "reference/box_stream/reject.hpp"
#include "reference/common/consumable.hpp"

// One direction's receiving end, one type a state (spec/box-stream.md §4). A rejection or goodbye
// leaves no state behind, so nothing can be read after either.
namespace assay::box_stream {

struct Goodbye {};
class ReaderAwaitsBody;

class ReaderAwaitsHeader {
 public:
  ReaderAwaitsHeader(Key key, Nonce N) : key_(std::move(key)), N_(N) {}

  // Reject: bad_header, empty_body, too_long.
  [[nodiscard]] std::expected<std::variant<Goodbye, ReaderAwaitsBody>, Reject> read_header(
      const Header& header) &&;

 private:
  reference::Consumable once_;
  Key key_;
  Nonce N_;
};

class ReaderAwaitsBody {
 public:
  struct Read;

  // How many bytes read_body takes: 1 to max_body.
  std::size_t length() const;

  // `cipher` has length() bytes; anything else aborts. Reject: bad_body.
  [[nodiscard]] std::expected<Read, Reject> read_body(ByteView cipher) &&;

 private:
  friend class ReaderAwaitsHeader;
  ReaderAwaitsBody(Key key, Nonce N, std::size_t length, BodyTag tag)
      : key_(std::move(key)), N_(N), length_(length), tag_(tag) {}

  reference::Consumable once_;
  Key key_;
  Nonce N_;
  std::size_t length_;
  BodyTag tag_;
};

struct ReaderAwaitsBody::Read {
  Bytes body;
  ReaderAwaitsHeader next;
};

}  // namespace assay::box_stream
