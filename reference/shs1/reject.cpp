// SPDX-License-Identifier: MIT
#include "reference/shs1/reject.hpp"

#include <array>

namespace assay::shs1 {

std::string_view name(Reject reject) {
  static constexpr std::array<std::string_view, 6> names = {
      "bad_mac", "low_order_point", "bad_box", "bad_peer_key", "bad_signature", "not_authorized"};
  return names.at(static_cast<std::size_t>(reject));
}

}  // namespace assay::shs1
