// SPDX-License-Identifier: MIT
#include "reference/ladder/reject.hpp"

#include <array>

namespace assay::ladder {

std::string_view name(Reject reject) {
  static constexpr std::array<std::string_view, 9> names = {
      "bad_frame", "low_order_point", "bad_box",        "unknown_name", "bad_signature",
      "bad_mac",   "wrong_peer",      "not_authorized", "not_possessed"};
  return names.at(static_cast<std::size_t>(reject));
}

}  // namespace assay::ladder
