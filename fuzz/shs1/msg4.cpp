// SPDX-License-Identifier: MIT
#include "fuzz/shs1/input.hpp"

// The client reads msg4 (spec/shs1.md §3.4).
namespace {

using namespace assay;

// Noise; a right box over noise; a right signature by a key of the fuzzer's choice, or B's with
// noise on it.
Bytes msg4_of(FuzzedDataProvider& in, mallory::Terms t) {
  const int depth = in.ConsumeIntegralInRange(0, 3);
  if (depth == 0) return fuzz::bytes(in, 80);
  if (depth == 1) return mallory::box(t.K3, fuzz::bytes(in, 64));
  t.sigB = mallory::sign(depth == 2 ? fuzz::bytes(in, 32) : fuzz::fixed().keys.B, t.text_of_sigB());
  if (depth == 3)
    t.sigB[in.ConsumeIntegralInRange<std::size_t>(0, 63)] ^= in.ConsumeIntegral<std::uint8_t>();
  return t.msg4();
}

std::optional<shs1::Reject> oracle(const Bytes& msg4, const mallory::Terms& t) {
  const auto sigB = mallory::open(t.K3, msg4);
  if (!sigB) return shs1::Reject::bad_box;
  if (!mallory::verify(t.B_p, *sigB, t.text_of_sigB())) return shs1::Reject::bad_signature;
  return std::nullopt;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const fuzz::Fixed& f = fuzz::fixed();
  FuzzedDataProvider in(data, size);
  const auto t = mallory::Terms::of_client(f.keys, f.a, mallory::base(f.b));
  const Bytes msg2 = t.msg2(), msg4 = msg4_of(in, t);
  auto hello = shs1::ClientStart(f.K(), f.A(), f.B_p(), f.ephemeral(f.a)).hello();
  auto sent = std::move(hello.next).read(shs1::Msg2::from(fuzz::exactly<64>(msg2)));
  auto read = std::move(sent->next).read(shs1::Msg4::from(fuzz::exactly<80>(msg4)));
  fuzz::agree(fuzz::reason(read) == oracle(msg4, t), "msg4");
  return 0;
}
