// SPDX-License-Identifier: MIT
#include "conformance/shs1/suite.hpp"

#include "conformance/shs1/attacks/attacks.hpp"

namespace assay::mallory {

std::vector<Attack> shs1_attacks() {
  constexpr std::vector<Attack> (*groups[])() = {
      row_attacks,
      p01_contribution_attacks,
      p01_freshness_attacks,
      p01_later_compromise_attacks,
      p02_low_order_attacks,
      p02_session_attacks,
      p03_attacks,
      p04_attacks,
      p05_attacks,
      p05_swapped_msg4_attacks,
      p06_freshness_attacks,
      p06_replay_attacks,
      p08_attacks,
      p09_attacks,
      p10_attacks,
      p12_attacks,
      p13_attacks,
      p14_attacks,
      p15_attacks,
      right_name_attacks,
      p16_attacks,
      c_honest_attacks,
      c_auth_attacks,
      r_lengths_attacks,
      r_points_attacks,
      r_isolation_attacks,
      r_time_limits_attacks,
      s1_attacks,
      s2_attacks,
      s3_attacks,
      s4_attacks,
  };
  std::vector<Attack> all;
  for (auto* attacks_of : groups) {
    for (Attack& attack : attacks_of()) all.push_back(std::move(attack));
  }
  return all;
}

}  // namespace assay::mallory
