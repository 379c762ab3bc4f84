// SPDX-License-Identifier: MIT
#include "fuzz/toy/input.hpp"

// The reader of proof (spec/toy.md §3.2), after an honest hello.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace assay;
  FuzzedDataProvider in(data, size);
  const Bytes P = fuzz::message(in, "P");
  fuzz::read_all(fuzz::honest().at("H"), P, fuzz::bytes(in, 32));
  return 0;
}
