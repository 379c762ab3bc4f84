// SPDX-License-Identifier: MIT
#include "fuzz/shs1/input.hpp"

// The client reads msg2 and makes msg3 (spec/shs1.md §3.2, §3.3).
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace assay;
  const fuzz::Fixed& f = fuzz::fixed();
  FuzzedDataProvider in(data, size);
  const Bytes msg2 = fuzz::hello(in);
  auto hello = shs1::ClientStart(f.K(), f.A(), f.B_p(), f.ephemeral(f.a)).hello();
  auto read = std::move(hello.next).read(shs1::Msg2::from(fuzz::exactly<64>(msg2)));
  fuzz::agree(fuzz::reason(read) == fuzz::oracle_of_hello(msg2, f.a), "msg2");
  if (!read) return 0;
  const auto t = mallory::Terms::of_client(f.keys, f.a, View(msg2).subspan(32));
  const auto msg3 = read->msg3.view();
  fuzz::agree(t.msg3() == Bytes(msg3.begin(), msg3.end()), "msg3");
  return 0;
}
