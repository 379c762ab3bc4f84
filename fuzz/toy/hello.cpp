// SPDX-License-Identifier: MIT
#include "fuzz/toy/input.hpp"

// The reader of hello (spec/toy.md §3.1): nonces near its own, times near its own or anywhere.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace assay;
  FuzzedDataProvider in(data, size);
  const Bytes N = in.ConsumeBool() ? fuzz::fixed().at("n") : fuzz::bytes(in, 16);
  Bytes T = fuzz::bytes(in, 16);
  if (in.ConsumeBool()) {
    const auto near = in.ConsumeIntegralInRange<std::int64_t>(-20'000'000'000, 20'000'000'000);
    T = clock_bytes(clock_of(fuzz::fixed().at("t")) + static_cast<Nanos>(near));
  }
  fuzz::read_all(cat(N, T), fuzz::bytes(in, 32), fuzz::bytes(in, 32));
  return 0;
}
