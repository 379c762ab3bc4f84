// SPDX-License-Identifier: MIT
#include "fuzz/toy/input.hpp"

// The reader of finish (spec/toy.md §3.3), after an honest hello and proof.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace assay;
  FuzzedDataProvider in(data, size);
  fuzz::read_all(fuzz::honest().at("H"), fuzz::honest().at("P"), fuzz::message(in, "D"));
  return 0;
}
