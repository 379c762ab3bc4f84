// SPDX-License-Identifier: MIT
#include "reference/ladder/frame.hpp"

#include "reference/ladder/text.hpp"

namespace assay::ladder {

// spec/ladder.md §3.2: header[P, n] = "L1" | P | n
Header header(Proto P, std::uint8_t n) {
  return Header::from(std::array<std::uint8_t, 4>{'L', '1', static_cast<std::uint8_t>(P), n});
}

// spec/ladder.md §3.2: frame[P, n](m) = u16be(4 + len(m)) | header[P, n] | m
Framed frame_around(const Header& header, Bytes fields) {
  const std::size_t body = Header::size + fields.size();
  Framed framed = {static_cast<std::uint8_t>(body >> 8), static_cast<std::uint8_t>(body)};
  framed.insert(framed.end(), header.view().begin(), header.view().end());
  framed.insert(framed.end(), fields.begin(), fields.end());
  return framed;
}

std::expected<std::size_t, Reject> frame_bytes(std::span<const std::uint8_t, 2> length) {
  const auto body = static_cast<std::size_t>(length[0] << 8 | length[1]);
  if (body > longest_body) return std::unexpected(Reject::bad_frame);
  return 2 + body;
}

// spec/ladder.md §3.2: the length is exactly the one of the message that is due, and so are the
// four bytes of its header
std::expected<Bytes, Reject> unframe(const Header& due, std::size_t fields, Bytes framed) {
  const auto expected = frame_around(due, std::vector<std::uint8_t>(fields));
  if (framed.size() != expected.size()) return std::unexpected(Reject::bad_frame);
  const bool is_due = std::ranges::equal(framed.first(6), Bytes(expected).first(6));
  if (!is_due) return std::unexpected(Reject::bad_frame);
  return framed.subspan(6);
}

}  // namespace assay::ladder
