// SPDX-License-Identifier: MIT
#pragma once

#include "reference/ladder/types.hpp"

namespace assay::ladder {

// The ASCII bytes of a text in quotes, without its closing zero.
template <std::size_t N>
reference::Public<struct AsciiTag, N - 1> ascii(const char (&text)[N]) {
  return reference::Public<struct AsciiTag, N - 1>::written_by(
      [&](auto bytes) { std::copy_n(text, N - 1, bytes.begin()); });
}

// P where it is hashed: one byte.
inline reference::Public<struct ProtoTag, 1> byte_of(Proto P) {
  return reference::Public<struct ProtoTag, 1>::written_by(
      [&](auto byte) { byte[0] = static_cast<std::uint8_t>(P); });
}

}  // namespace assay::ladder
