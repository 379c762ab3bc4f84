// SPDX-License-Identifier: MIT
#pragma once

#include <rapidcheck.h>

#include <string_view>

#include "reference/box_stream/push_reader.hpp"
#include "reference/box_stream/writer.hpp"

namespace assay::box_stream::tests {

inline Bytes bytes(std::string_view text) { return {text.begin(), text.end()}; }

template <class... Parts>
Bytes cat(const Parts&... parts) {
  Bytes joined;
  (joined.insert(joined.end(), parts.begin(), parts.end()), ...);
  return joined;
}

inline const Bytes key_bytes(32, 0x42);
inline const Bytes nonce_bytes(24, 0xfe);  // carries after 256 increments

inline Key key() { return Key::from(ByteView(key_bytes).first<32>()); }
inline Nonce nonce() { return Nonce::from(ByteView(nonce_bytes).first<24>()); }
inline BoxWriter writer() { return {key(), nonce()}; }
inline BoxReader reader() { return {key(), nonce()}; }

inline Bytes goodbye(BoxWriter&& writer) {
  const Header header = std::move(writer).goodbye();
  return {header.view().begin(), header.view().end()};
}

// A whole stream: `data` in packets, then goodbye.
inline Bytes stream_of(ByteView data) {
  BoxWriter sender = writer();
  const Bytes packets = sender.packets(data);
  return cat(packets, goodbye(std::move(sender)));
}

// Why `result` is a rejection; nothing when it is none.
template <class T>
std::optional<Reject> rejection(const std::expected<T, Reject>& result) {
  return result ? std::nullopt : std::optional(result.error());
}

// A header and body made by hand, so that a test can seal what a writer never would.
inline Bytes sealed(const Nonce& N, ByteView plain) {
  Bytes boxed(plain.size() + reference::box_overhead);
  reference::seal(boxed, ByteView(key_bytes).first<32>(), N, plain);
  return boxed;
}

// What a reader delivered before the stream ended or was refused.
struct Received {
  Bytes data;
  std::optional<Reject> reject = {};

  bool operator==(const Received&) const = default;
};

// Feeds `wire` in slices of at most `slice` bytes, then ends the stream.
inline Received receive(BoxReader reader, ByteView wire, std::size_t slice = 1 << 20) {
  Received received;
  while (!wire.empty()) {
    ByteView in = wire.first(std::min(slice, wire.size()));
    wire = wire.subspan(in.size());
    while (!in.empty()) {
      const auto body = reader.feed(in);
      if (!body) return {received.data, rejection(body)};
      received.data = cat(received.data, *body);
    }
  }
  received.reject = rejection(reader.end());
  return received;
}

}  // namespace assay::box_stream::tests
