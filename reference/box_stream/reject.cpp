// SPDX-License-Identifier: MIT
#include "reference/box_stream/reject.hpp"

#include <array>

namespace assay::box_stream {

std::string_view name(Reject reject) {
  static constexpr std::array<std::string_view, 6> names = {
      "bad_header", "empty_body", "too_long", "bad_body", "after_goodbye", "truncated"};
  return names.at(static_cast<std::size_t>(reject));
}

}  // namespace assay::box_stream
