// SPDX-License-Identifier: MIT
#pragma once

#include "reference/ladder/types.hpp"
#include "reference/tests/wiping/secrets.hpp"

namespace assay::reference::tests {

// Where the material keeps message n of an honest run of that rung.
inline std::string message_of_rung(ladder::Proto P, std::size_t n) {
  return "rung " + std::to_string(static_cast<int>(P)) + " msg" + std::to_string(n);
}

}  // namespace assay::reference::tests
