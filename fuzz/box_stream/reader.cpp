// SPDX-License-Identifier: MIT
#include <fuzzer/FuzzedDataProvider.h>

#include <cstdio>
#include <cstdlib>

#include "conformance/shs1/algebra.hpp"
#include "reference/box_stream/push_reader.hpp"

// The box-stream reader (spec/box-stream.md §4) on frames that are right in as many layers as the
// fuzzer likes, fed whole and in slices: both must agree on everything.
namespace {

using namespace assay;

const Bytes key(32, 0x07);

struct Nonce {
  Bytes bytes = Bytes(24, 0xff);  // the first increment carries through every byte
  Bytes take() {
    const Bytes now = bytes;
    for (std::size_t i = bytes.size(); i-- > 0 && ++bytes[i] == 0;) {
    }
    return now;
  }
};

// One frame: a header that says `length` and carries the tag of `body`, or noise in place of any of
// them.
void append_frame(FuzzedDataProvider& in, Nonce& nonce, Bytes& wire) {
  const Bytes body = in.ConsumeBytes<std::uint8_t>(in.ConsumeIntegralInRange<std::size_t>(0, 64));
  const Bytes header_nonce = nonce.take(), sealed = mallory::box(key, nonce.take(), body);
  const std::uint16_t length = in.ConsumeBool() ? static_cast<std::uint16_t>(body.size())
                                                : in.ConsumeIntegral<std::uint16_t>();
  Bytes tag(sealed.begin(), sealed.begin() + 16);
  if (in.ConsumeBool()) tag[in.ConsumeIntegralInRange<std::size_t>(0, 15)] ^= 1;
  Bytes plain =
      cat(Bytes{static_cast<std::uint8_t>(length >> 8), static_cast<std::uint8_t>(length)}, tag);
  if (in.ConsumeBool()) plain = mallory::zeros(18);
  const Bytes cipher(sealed.begin() + 16, sealed.end());
  wire = cat(wire, mallory::box(key, header_nonce, plain), cipher);
}

struct Read {
  Bytes delivered;
  int last = -1;  // the reason of the rejection, -1 for none
  bool finished = false, truncated = false;
  bool operator==(const Read&) const = default;
};

Read feed(const Bytes& wire, std::size_t slice) {
  using box_stream::BoxReader;
  BoxReader reader(
      box_stream::Key::from(std::span<const std::uint8_t, 32>(key.data(), 32)),
      box_stream::Nonce::from(std::span<const std::uint8_t, 24>(Nonce{}.bytes.data(), 24)));
  Read r;
  for (std::size_t at = 0; at < wire.size(); at += slice) {
    box_stream::ByteView in = View(wire).subspan(at, std::min(slice, wire.size() - at));
    while (!in.empty() && r.last < 0) {
      const auto body = reader.feed(in);
      if (!body)
        r.last = static_cast<int>(body.error());
      else
        r.delivered = cat(r.delivered, *body);
    }
  }
  r.finished = reader.finished();
  r.truncated = !reader.end();
  return r;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  FuzzedDataProvider in(data, size);
  const std::size_t slice = in.ConsumeIntegralInRange<std::size_t>(1, 40);
  Nonce nonce;
  Bytes wire;
  while (in.remaining_bytes() > 0 && wire.size() < 65536) append_frame(in, nonce, wire);
  const Read whole = feed(wire, std::max<std::size_t>(wire.size(), 1)), sliced = feed(wire, slice);
  if (whole == sliced && (whole.last < 0 || whole.truncated)) return 0;
  std::fprintf(stderr, "the reader answers differently when the stream is sliced by %zu\n", slice);
  std::abort();
}
