// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace assay::reference {

// N octets that anyone may see: copyable and comparable. The tag keeps values of equal length
// apart.
template <class Tag, std::size_t N>
class Public {
 public:
  static constexpr std::size_t size = N;

  static Public from(std::span<const std::uint8_t, N> octets) {
    Public value;
    std::ranges::copy(octets, value.octets_.begin());
    return value;
  }

  std::span<const std::uint8_t, N> view() const { return octets_; }
  std::span<std::uint8_t, N> fill() { return octets_; }

  bool operator==(const Public&) const = default;

 private:
  std::array<std::uint8_t, N> octets_{};
};

}  // namespace assay::reference
