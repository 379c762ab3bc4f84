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

// Copies `from` to `to` and wipes `from`. Out of line: inlined, compilers spill words of the secret
// to the stack when many secrets are moved at once.
void relocate(std::span<std::uint8_t> to, std::span<std::uint8_t> from) noexcept;
// Copies a secret, out of line for the same reason.
void duplicate(std::span<std::uint8_t> to, std::span<const std::uint8_t> from) noexcept;

// N bytes that nobody else may see: moved, never copied; wiped when destroyed and when moved from.
// There is no == (comparing secrets leaks time), no << (printing them leaks everything) and no
// default (a forgotten key would be one of zeros that works).
template <class Tag, std::size_t N>
class Secret {
 public:
  static constexpr std::size_t size = N;
  static constexpr bool is_secret = true;

  Secret(Secret&& other) noexcept { relocate(bytes_, other.bytes_); }
  Secret& operator=(Secret&& other) noexcept {
    if (this != &other) relocate(bytes_, other.bytes_);
    return *this;
  }
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;
  ~Secret() { sodium_memzero(bytes_.data(), N); }

  // The caller's own copy stays the caller's to wipe.
  static Secret from(std::span<const std::uint8_t, N> bytes) {
    Secret value;
    std::ranges::copy(bytes, value.bytes_.begin());
    return value;
  }

  // What `write` puts into N bytes that were zero.
  template <class Write>
  static Secret written_by(Write write) {
    Secret value;
    write(value.fill());
    return value;
  }

  std::span<const std::uint8_t, N> view() const { return bytes_; }
  std::span<std::uint8_t, N> fill() { return bytes_; }

 private:
  Secret() = default;

  std::array<std::uint8_t, N> bytes_{};
};

template <class T>
concept SecretType = requires { requires T::is_secret; };

}  // namespace assay::reference
