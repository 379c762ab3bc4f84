// SPDX-License-Identifier: MIT
#include "reference/toy/reject.hpp"

#include <array>

namespace assay::toy {

std::string_view name(Reject reject) {
  static constexpr std::array<std::string_view, 5> names = {"reflected", "stale", "bad_proof",
                                                            "bad_finish", "bad_message"};
  return names.at(static_cast<std::size_t>(reject));
}

}  // namespace assay::toy
