// SPDX-License-Identifier: MIT
#include "conformance/shs1/frames.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "conformance/shs1/algebra.hpp"

namespace assay::mallory {
namespace {

constexpr std::size_t tag_bytes = 16;
constexpr std::size_t max_body = 4096;

Bytes part(View bytes, std::size_t at, std::size_t n) {
  const View taken = bytes.subspan(at, n);
  return Bytes(taken.begin(), taken.end());
}

}  // namespace

Bytes nonce_after(View N, std::size_t steps) {
  Bytes sum(N.begin(), N.end());
  for (std::size_t i = sum.size(); i-- > 0 && steps > 0; steps >>= 8) {
    steps += sum[i];
    sum[i] = static_cast<std::uint8_t>(steps);
  }
  return sum;
}

Bytes u16(std::size_t n) {
  return {static_cast<std::uint8_t>(n >> 8), static_cast<std::uint8_t>(n)};
}

Bytes FrameWriter::seal(View plain, std::size_t steps) const {
  return box(k, nonce_after(N, steps), plain);
}

Frame FrameWriter::packet(View body) {
  const Bytes sealed = seal(body, 1);
  Frame f;
  f.header = header(cat(u16(body.size()), part(sealed, 0, tag_bytes)));
  f.body = part(sealed, tag_bytes, body.size());
  N = nonce_after(N, 2);
  return f;
}

std::optional<Piece> FrameReader::next(Bytes& wire) {
  if (wire.size() < header_bytes) return std::nullopt;
  const auto plain = open(k_, N_, View(wire).first(header_bytes));
  if (!plain) return Broken{"a header does not open under the nonce that is due"};
  if (*plain == Bytes(header_plain_bytes)) {
    wire = part(wire, header_bytes, wire.size() - header_bytes);
    return GoodbyeRead{};
  }
  const std::size_t length = static_cast<std::size_t>((*plain)[0] << 8 | (*plain)[1]);
  if (length == 0 || length > max_body) return Broken{fmt::format("a body of {} bytes", length)};
  if (wire.size() < header_bytes + length) return std::nullopt;
  const Bytes sealed = cat(part(*plain, 2, tag_bytes), part(wire, header_bytes, length));
  const auto body = open(k_, nonce_after(N_, 1), sealed);
  if (!body) return Broken{"a body does not open under the nonce that is due"};
  const std::size_t taken = header_bytes + length;
  wire = part(wire, taken, wire.size() - taken);
  N_ = nonce_after(N_, 2);
  return *body;
}

}  // namespace assay::mallory
