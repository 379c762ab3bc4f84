// SPDX-License-Identifier: MIT
#pragma once

#include "reference/box_stream/reader.hpp"

namespace assay::box_stream {

// The receiving end for a stream that arrives in slices of any size. Holds at most one packet.
class BoxReader {
 public:
  BoxReader(Key key, Nonce N) : state_(ReaderAwaitsHeader(std::move(key), N)) {}

  // Takes bytes from the front of `in` until one packet is complete, and returns its body; an
  // empty one when `in` ran out first. Call again while `in` is not empty. Once it rejects, it
  // always does. Reject: all but truncated.
  [[nodiscard]] std::expected<Bytes, Reject> feed(ByteView& in);

  // The peer has ended the stream. Reject: truncated, unless goodbye came; or what feed rejected.
  [[nodiscard]] std::expected<void, Reject> end() const;

  // Goodbye came, and nothing after it.
  bool finished() const { return std::holds_alternative<Goodbye>(state_); }

 private:
  bool fill_from(ByteView& in);
  std::expected<Bytes, Reject> take_piece();

  std::variant<ReaderAwaitsHeader, ReaderAwaitsBody, Goodbye, Reject> state_;
  Bytes piece_;  // of a header or of a body, not yet complete
};

}  // namespace assay::box_stream
