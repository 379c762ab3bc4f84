// SPDX-License-Identifier: MIT
#include "fuzz/ladder/input.hpp"

// The readers of msg2 and msg4 of every rung (spec/ladder.md §5, §6).
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  assay::fuzz::read_one(assay::Role::client, {data, size});
  return 0;
}
