// SPDX-License-Identifier: MIT
#include "reference/box_stream/push_reader.hpp"

#include <utility>

namespace assay::box_stream {

std::expected<Bytes, Reject> BoxReader::feed(ByteView& in) {
  if (finished() && !in.empty()) state_ = Reject::after_goodbye;
  if (const auto* reject = std::get_if<Reject>(&state_)) return std::unexpected(*reject);
  Bytes body;
  while (body.empty() && !finished() && fill_from(in)) {
    auto piece = take_piece();
    if (!piece) {
      state_ = piece.error();
      return piece;
    }
    body = std::move(*piece);
  }
  return body;
}

// True when the piece that the state asks for is complete.
bool BoxReader::fill_from(ByteView& in) {
  const auto* awaits_body = std::get_if<ReaderAwaitsBody>(&state_);
  const std::size_t wanted = awaits_body ? awaits_body->length() : Header::size;
  const std::size_t taken = std::min(in.size(), wanted - piece_.size());
  piece_.insert(piece_.end(), in.begin(), in.begin() + static_cast<std::ptrdiff_t>(taken));
  in = in.subspan(taken);
  return piece_.size() == wanted;
}

// A body's plaintext; nothing for a header.
std::expected<Bytes, Reject> BoxReader::take_piece() {
  const Bytes piece = std::exchange(piece_, {});
  if (auto* awaits_body = std::get_if<ReaderAwaitsBody>(&state_)) {
    auto read = std::move(*awaits_body).read_body(piece);
    if (!read) return std::unexpected(read.error());
    state_ = std::move(read->next);
    return std::move(read->body);
  }
  auto& awaits_header = std::get<ReaderAwaitsHeader>(state_);
  auto read = std::move(awaits_header).read_header(Header::from(ByteView(piece).first<34>()));
  if (!read) return std::unexpected(read.error());
  std::visit([this](auto& next) { state_ = std::move(next); }, *read);
  return Bytes{};
}

std::expected<void, Reject> BoxReader::end() const {
  if (const auto* reject = std::get_if<Reject>(&state_)) return std::unexpected(*reject);
  if (!finished()) return std::unexpected(Reject::truncated);
  return {};
}

}  // namespace assay::box_stream
