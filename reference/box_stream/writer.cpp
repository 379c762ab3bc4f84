// SPDX-License-Identifier: MIT
#include "reference/box_stream/writer.hpp"

#include "reference/common/concat.hpp"

namespace assay::box_stream {

// spec/box-stream.md §2: sealed = box[k, N+2i+1](body) = tag | cipher
// spec/box-stream.md §2: plain = u16(n) | tag
// spec/box-stream.md §2: header = box[k, N+2i](plain)
// spec/box-stream.md §2: packet = header | cipher
Bytes BoxWriter::packet(ByteView body) {
  once_.must_be_live("BoxWriter");
  if (body.empty() || body.size() > max_body)
    reference::abort_misuse("BoxWriter: a body has 1 to 4096 bytes");
  const Nonce body_nonce = next(N_);
  Bytes sealed(body.size() + reference::box_overhead);
  reference::seal(sealed, key_.view(), body_nonce, body);

  const auto n = reference::Public<struct LengthTag, 2>::from(std::array{
      static_cast<std::uint8_t>(body.size() >> 8), static_cast<std::uint8_t>(body.size() & 0xff)});
  const auto tag = BodyTag::from(ByteView(sealed).first<16>());
  const auto plain = HeaderPlain::from(concat(n, tag).view());
  const auto header = reference::box<Header>(key_, N_, plain);
  N_ = next(body_nonce);

  Bytes packet(Header::size + body.size());
  const auto after_header = std::ranges::copy(header.view(), packet.begin()).out;
  std::ranges::copy(ByteView(sealed).subspan(reference::box_overhead), after_header);
  return packet;
}

Bytes BoxWriter::packets(ByteView data) {
  once_.must_be_live("BoxWriter");
  Bytes wire;
  while (!data.empty()) {
    const Bytes one = packet(data.first(std::min(data.size(), max_body)));
    wire.insert(wire.end(), one.begin(), one.end());
    data = data.subspan(std::min(data.size(), max_body));
  }
  return wire;
}

// spec/box-stream.md §3: goodbye = box[k, N+2i](0^18)
Header BoxWriter::goodbye() && {
  once_.must_be_live("BoxWriter");
  const BoxWriter self = std::move(*this);
  return reference::box<Header>(self.key_, self.N_, goodbye_plain);
}

}  // namespace assay::box_stream
