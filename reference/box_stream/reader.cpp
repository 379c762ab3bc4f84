// SPDX-License-Identifier: MIT
#include "reference/box_stream/reader.hpp"

namespace assay::box_stream {

// spec/box-stream.md §4: The receiver reads 34 bytes, opens the header with N+2i
std::expected<std::variant<Goodbye, ReaderAwaitsBody>, Reject> ReaderAwaitsHeader::read_header(
    const Header& header) && {
  once_.must_be_live("ReaderAwaitsHeader");
  auto s = std::move(*this);
  const auto plain = reference::open_box<HeaderPlain>(s.key_, s.N_, header);
  if (!plain) return std::unexpected(Reject::bad_header);
  if (*plain == goodbye_plain) return Goodbye{};
  const auto bytes = plain->view();
  const auto length = static_cast<std::size_t>(bytes[0] << 8 | bytes[1]);
  if (length == 0) return std::unexpected(Reject::empty_body);
  if (length > max_body) return std::unexpected(Reject::too_long);
  return ReaderAwaitsBody(std::move(s.key_), next(s.N_), length, BodyTag::from(bytes.last<16>()));
}

std::size_t ReaderAwaitsBody::length() const {
  once_.must_be_live("ReaderAwaitsBody");
  return length_;
}

// spec/box-stream.md §4: No byte of a body is delivered before its tag has verified.
std::expected<ReaderAwaitsBody::Read, Reject> ReaderAwaitsBody::read_body(ByteView cipher) && {
  once_.must_be_live("ReaderAwaitsBody");
  auto s = std::move(*this);
  if (cipher.size() != s.length_)
    reference::abort_misuse("ReaderAwaitsBody: read_body takes exactly length() bytes");
  Bytes boxed(BodyTag::size + cipher.size());
  std::ranges::copy(cipher, std::ranges::copy(s.tag_.view(), boxed.begin()).out);
  Bytes body(cipher.size());
  const bool intact = reference::unseal(body, s.key_.view(), s.N_, boxed);
  if (!intact) return std::unexpected(Reject::bad_body);
  return Read{std::move(body), {std::move(s.key_), next(s.N_)}};
}

}  // namespace assay::box_stream
