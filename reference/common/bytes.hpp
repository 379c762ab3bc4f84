// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace assay::reference {

// N bytes that anyone may see: copyable and comparable. The tag keeps values of equal length
// apart.
template <class Tag, std::size_t N>
class Public {
 public:
  static constexpr std::size_t size = N;

  static Public from(std::span<const std::uint8_t, N> bytes) {
    Public value;
    std::ranges::copy(bytes, value.bytes_.begin());
    return value;
  }

  std::span<const std::uint8_t, N> view() const { return bytes_; }
  std::span<std::uint8_t, N> fill() { return bytes_; }

  bool operator==(const Public&) const = default;

 private:
  std::array<std::uint8_t, N> bytes_{};
};

}  // namespace assay::reference
