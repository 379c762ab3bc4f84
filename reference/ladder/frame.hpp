// SPDX-License-Identifier: MIT
#pragma once

#include <expected>
#include <tuple>
#include <utility>
#include <vector>

#include "reference/common/concat.hpp"
#include "reference/ladder/types.hpp"

// Messages as they stand on the stream (spec/ladder.md §3.2).
namespace assay::ladder {

using Bytes = std::span<const std::uint8_t>;
using Framed = std::vector<std::uint8_t>;  // a whole message, its length first
using Header = reference::Public<struct HeaderTag, 4>;

inline constexpr std::size_t longest_body = 180;

Header header(Proto P, std::uint8_t n);

// How many bytes the message has that begins with these two, themselves included. Reject:
// bad_frame, when it is longer than any message of ladder/1.
std::expected<std::size_t, Reject> frame_bytes(std::span<const std::uint8_t, 2> length);

Framed frame_around(const Header& header, Bytes fields);

// The fields of a message whose length and header are the due ones. Reject: bad_frame.
std::expected<Bytes, Reject> unframe(const Header& due, std::size_t fields, Bytes framed);

// `bytes` cut into fields, in this order.
template <class... Fields>
std::tuple<Fields...> split(std::span<const std::uint8_t, (Fields::size + ...)> bytes) {
  std::size_t at = 0;
  const auto next = [&]<std::size_t N>(std::integral_constant<std::size_t, N>) {
    return Bytes(bytes).subspan(std::exchange(at, at + N)).template first<N>();
  };
  return {Fields::from(next(std::integral_constant<std::size_t, Fields::size>()))...};
}

template <class... Fields>
  requires(!reference::SecretType<Fields> && ...)
Framed frame(Proto P, std::uint8_t n, const Fields&... fields) {
  return frame_around(header(P, n), reference::concat(fields...).view());
}

// Reject: bad_frame.
template <class... Fields>
std::expected<std::tuple<Fields...>, Reject> fields_of(Proto P, std::uint8_t n, Bytes framed) {
  constexpr std::size_t total = (Fields::size + ...);
  const auto bytes = unframe(header(P, n), total, framed);
  if (!bytes) return std::unexpected(bytes.error());
  return split<Fields...>(bytes->template first<total>());
}

// A message of one field. Reject: bad_frame.
template <class Field>
std::expected<Field, Reject> field_of(Proto P, std::uint8_t n, Bytes framed) {
  const auto fields = fields_of<Field>(P, n, framed);
  if (!fields) return std::unexpected(fields.error());
  return std::get<0>(*fields);
}

}  // namespace assay::ladder
