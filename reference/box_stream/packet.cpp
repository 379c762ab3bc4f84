// SPDX-License-Identifier: MIT
#include "reference/box_stream/packet.hpp"

#include <ranges>

namespace assay::box_stream {

// spec/box-stream.md §1: N+i is N taken as a big-endian number of 24 bytes, plus i, modulo 2^192
Nonce next(Nonce N) {
  for (std::uint8_t& byte : N.fill() | std::views::reverse)
    if (++byte != 0) break;  // no carry
  return N;
}

}  // namespace assay::box_stream
