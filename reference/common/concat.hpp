// SPDX-License-Identifier: MIT
#pragma once

#include <type_traits>
#include <utility>

#include "reference/common/bytes.hpp"
#include "reference/common/secret.hpp"

namespace assay::reference {

// The parts one after the other. Secret if any part is, whichever side it stands on.
template <class... Parts>
auto concat(const Parts&... parts) {
  constexpr std::size_t total = (Parts::size + ...);
  using Joined = std::conditional_t<(SecretType<Parts> || ...), Secret<struct JoinedTag, total>,
                                    Public<struct JoinedTag, total>>;
  return Joined::written_by([&](std::span<std::uint8_t, total> joined) {
    std::size_t at = 0;
    const auto append = [&]<class Part>(const Part& part) {
      const auto place = joined.subspan(std::exchange(at, at + Part::size), Part::size);
      if constexpr (SecretType<Part>) {
        duplicate(place, part.view());
      } else {
        std::ranges::copy(part.view(), place.begin());
      }
    };
    (append(parts), ...);
  });
}

}  // namespace assay::reference
