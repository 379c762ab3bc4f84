// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace assay {

// What an attacker handles: plain bytes, never wiped. Secrets of the reference have types of their
// own.
using Bytes = std::vector<std::uint8_t>;
using View = std::span<const std::uint8_t>;

// Lower-case hex, two digits a byte.
std::string hex(View bytes);

// The bytes of lower-case hex. Throws std::invalid_argument, saying where, on anything else.
Bytes unhex(std::string_view text);

inline Bytes copy_of(View bytes) { return Bytes(bytes.begin(), bytes.end()); }

// Every part, one after the other.
template <class... Parts>
Bytes cat(const Parts&... parts) {
  Bytes joined;
  (joined.insert(joined.end(), std::begin(parts), std::end(parts)), ...);
  return joined;
}

}  // namespace assay
