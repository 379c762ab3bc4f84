// SPDX-License-Identifier: MIT
#pragma once

#include <sodium/utils.h>

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>

namespace assay::reference {

// N octets that nobody else may see: moved, never copied; wiped when destroyed and when moved from.
// There is no == (comparing secrets leaks time) and no << (printing them leaks everything).
template <class Tag, std::size_t N>
class Secret {
 public:
  static constexpr std::size_t size = N;
  static constexpr bool is_secret = true;

  Secret() = default;
  Secret(Secret&& other) noexcept : octets_(other.octets_) { other.wipe(); }
  Secret& operator=(Secret&& other) noexcept {
    if (this != &other) {
      octets_ = other.octets_;
      other.wipe();
    }
    return *this;
  }
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;
  ~Secret() { wipe(); }

  // The caller's own copy stays the caller's to wipe.
  static Secret from(std::span<const std::uint8_t, N> octets) {
    Secret value;
    std::ranges::copy(octets, value.octets_.begin());
    return value;
  }

  std::span<const std::uint8_t, N> view() const { return octets_; }
  std::span<std::uint8_t, N> fill() { return octets_; }

 private:
  void wipe() { sodium_memzero(octets_.data(), N); }

  std::array<std::uint8_t, N> octets_{};
};

template <class T>
concept SecretType = requires { requires T::is_secret; };

}  // namespace assay::reference
