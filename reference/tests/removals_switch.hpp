// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <optional>
#include <span>
#include <type_traits>
#include <vector>

// What removals_switched.py and wiping.py put into a copy of reference/: each removal behind a
// switch that the environment sets, so that all of them are compiled once.
namespace removals {

inline const unsigned made = [] {
  const char* const said = std::getenv("REMOVED");
  return said == nullptr ? 0U : static_cast<unsigned>(std::atoi(said));
}();

inline bool is_made(unsigned number) { return number == made; }

template <class T>
concept ViewOfBytes = requires { T::extent; };

// A value of T's type with none of `value`'s content; of numbers that may be zero, none of them.
template <class T>
T emptied(const T& value) {
  static constexpr std::array<std::uint8_t, 32> zeros{};
  if constexpr (std::is_enum_v<T>) {
    return static_cast<T>(std::numeric_limits<std::underlying_type_t<T>>::max());
  } else if constexpr (ViewOfBytes<T>) {
    static std::vector<std::uint8_t> bytes;
    bytes.assign(value.size(), 0);
    return T(bytes.data(), bytes.size());
  } else if constexpr (requires { T::of_seed(zeros); }) {
    return T::of_seed(zeros);
  } else if constexpr (requires { T::size; }) {
    return T::from(std::array<std::uint8_t, T::size>{});
  } else {
    return T::from(zeros);
  }
}

// An operand, or zeros in its place.
template <class T>
const T& operand(unsigned number, const T& value) {
  if (!is_made(number)) return value;
  static std::optional<T> none;
  none.emplace(emptied(value));
  return *none;
}

}  // namespace removals
