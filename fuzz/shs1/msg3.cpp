// SPDX-License-Identifier: MIT
#include "fuzz/shs1/input.hpp"

// The server reads msg3 and makes msg4 (spec/shs1.md §3.3, §3.4).
namespace {

using namespace assay;

mallory::Terms honest_terms() {
  const fuzz::Fixed& f = fuzz::fixed();
  return mallory::Terms::of_client(f.keys, f.a, mallory::base(f.b));
}

// As deep as the fuzzer asks: noise; a right box over noise; a right signature by a key of its
// choice; a signature with noise over some bytes.
Bytes msg3_of(FuzzedDataProvider& in, mallory::Terms t) {
  const int depth = in.ConsumeIntegralInRange(0, 3);
  if (depth == 0) return fuzz::bytes(in, 112);
  if (depth == 1) return mallory::box(t.K2, fuzz::bytes(in, 96));
  const Bytes seed = fuzz::bytes(in, 32);
  t.A_p = mallory::public_key(seed);
  t.sigA = mallory::sign(seed, t.text_of_sigA());
  if (depth == 3)
    t.sigA[in.ConsumeIntegralInRange<std::size_t>(0, 63)] ^= in.ConsumeIntegral<std::uint8_t>();
  return t.msg3();
}

std::optional<shs1::Reject> oracle(const Bytes& msg3, const mallory::Terms& t) {
  const auto H = mallory::open(t.K2, msg3);
  if (!H) return shs1::Reject::bad_box;
  const Bytes sig(H->begin(), H->begin() + 64), A_p(H->begin() + 64, H->end());
  if (!mallory::verify(A_p, sig, t.text_of_sigA())) return shs1::Reject::bad_signature;
  if (mallory::to_curve(A_p) == mallory::zeros(32)) return shs1::Reject::bad_peer_key;
  return std::nullopt;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const fuzz::Fixed& f = fuzz::fixed();
  FuzzedDataProvider in(data, size);
  const mallory::Terms t = honest_terms();
  const Bytes msg1 = t.msg1(), msg3 = msg3_of(in, t);
  auto first = shs1::ServerAwaitsMsg1(f.K(), f.B(), f.ephemeral(f.b))
                   .read(shs1::Msg1::from(fuzz::exactly<64>(msg1)));
  auto read = std::move(first->next).read(shs1::Msg3::from(fuzz::exactly<112>(msg3)));
  fuzz::agree(fuzz::reason(read) == oracle(msg3, t), "msg3");
  if (!read) return 0;
  const bool admitted = in.ConsumeBool();
  auto accepted = std::move(*read).authorize(admitted);
  fuzz::agree(accepted.has_value() == admitted, "authorization");
  return 0;
}
