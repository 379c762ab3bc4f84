// SPDX-License-Identifier: MIT
#include "conformance/shs1/suite.hpp"

#include "conformance/shs1/attacks/attacks.hpp"
#include "spec/claims_text.hpp"

namespace assay::mallory {

Suite shs1_suite() {
  Suite suite{.protocol = "shs1", .attacks = {}, .claims = std::string(claims_text)};
  // In row order.
  constexpr std::vector<Attack> (*rows[])() = {
      p02_attacks,
      p02_low_order_attacks,
      p02_key_compromise_attacks,
      p03_attacks,
      p04_attacks,
      p05_attacks,
      p07_attacks,
      p08_attacks,
      p15_attacks,
  };
  for (auto* attacks_of : rows) {
    for (Attack& attack : attacks_of()) suite.attacks.push_back(std::move(attack));
  }
  return suite;
}

}  // namespace assay::mallory
