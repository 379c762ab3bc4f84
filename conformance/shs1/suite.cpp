// SPDX-License-Identifier: MIT
#include "conformance/shs1/suite.hpp"

#include "conformance/shs1/attacks/attacks.hpp"
#include "spec/claims_text.hpp"

namespace assay::mallory {

Suite shs1_suite() {
  Suite suite{.protocol = "shs1", .attacks = {}, .claims = std::string(claims_text)};
  for (auto* attacks_of : {p02_attacks, p03_attacks, p15_attacks}) {
    for (Attack& attack : attacks_of()) suite.attacks.push_back(std::move(attack));
  }
  return suite;
}

}  // namespace assay::mallory
