// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/engine/run.hpp"
#include "conformance/shs1/protocol.hpp"

namespace assay::mallory {

// The attacks of `ids` alone, in both roles, against `target`, which is in this process and answers
// at once: so deadlines are a twentieth of what they are elsewhere, unless asked for otherwise.
inline Report run_attacks(Target& target, const std::vector<std::string>& ids,
                          Effort effort = Effort::normal, std::uint8_t seed = 7,
                          double timeout_scale = 0.05) {
  std::vector<std::string> globs;
  for (const std::string& id : ids) globs.push_back("shs1/*/" + id + "-*");
  const std::atomic<bool> stop = false;
  const Progress quiet = [](const AttackResult&, const CaseResult&, int, int) {};
  static const Protocol protocol = shs1_protocols().front();
  return run(
      protocol, target,
      {.cases = globs, .effort = effort, .timeout_scale = timeout_scale, .seed = Bytes(32, seed)},
      quiet, stop);
}

}  // namespace assay::mallory
