// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace assay::reference {

// N bytes that anyone may see: copyable and comparable. The tag keeps values of equal length
// apart. There is no default: a forgotten key would be one of zeros that works.
template <class Tag, std::size_t N>
class Public {
 public:
  static constexpr std::size_t size = N;

  static constexpr Public zeros() { return {}; }

  static Public from(std::span<const std::uint8_t, N> bytes) {
    Public value;
    std::ranges::copy(bytes, value.bytes_.begin());
    return value;
  }

  // What `write` puts into N bytes that were zero.
  template <class Write>
  static Public written_by(Write write) {
    Public value;
    write(value.fill());
    return value;
  }

  std::span<const std::uint8_t, N> view() const { return bytes_; }
  std::span<std::uint8_t, N> fill() { return bytes_; }

  bool operator==(const Public&) const = default;

 private:
  constexpr Public() = default;

  std::array<std::uint8_t, N> bytes_{};
};

}  // namespace assay::reference
