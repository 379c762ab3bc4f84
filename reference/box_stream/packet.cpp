// SPDX-License-Identifier: MIT
#include "reference/box_stream/packet.hpp"

#include <ranges>

namespace assay::box_stream {

Nonce next(Nonce N) {
  for (std::uint8_t& byte : N.fill() | std::views::reverse)
    if (++byte != 0) break;  // no carry
  return N;
}

}  // namespace assay::box_stream
