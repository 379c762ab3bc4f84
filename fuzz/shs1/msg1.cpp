// SPDX-License-Identifier: MIT
#include "fuzz/shs1/input.hpp"

// The server reads msg1 (spec/shs1.md §3.1).
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace assay;
  const fuzz::Fixed& f = fuzz::fixed();
  FuzzedDataProvider in(data, size);
  const Bytes msg1 = fuzz::hello(in);
  auto read = shs1::ServerAwaitsMsg1(f.K(), f.B(), f.ephemeral(f.b))
                  .read(shs1::Msg1::from(fuzz::exactly<64>(msg1)));
  fuzz::agree(fuzz::reason(read) == fuzz::oracle_of_hello(msg1, f.b), "msg1");
  return 0;
}
