// SPDX-License-Identifier: MIT
#include "reference/common/secret.hpp"

namespace assay::reference {

void relocate(std::span<std::uint8_t> to, std::span<std::uint8_t> from) noexcept {
  std::ranges::copy(from, to.begin());
  sodium_memzero(from.data(), from.size());
}

void duplicate(std::span<std::uint8_t> to, std::span<const std::uint8_t> from) noexcept {
  std::ranges::copy(from, to.begin());
}

}  // namespace assay::reference
