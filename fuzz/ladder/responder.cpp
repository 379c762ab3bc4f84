// SPDX-License-Identifier: MIT
#include "fuzz/ladder/input.hpp"

// The readers of msg1 and msg3 of every rung (spec/ladder.md §5, §6).
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  assay::fuzz::read_one(assay::Role::server, {data, size});
  return 0;
}
