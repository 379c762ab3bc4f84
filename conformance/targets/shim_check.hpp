// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "conformance/engine/protocol.hpp"

namespace assay {

// What `assay shim check` needs to try a command against spec/shim.md.
struct ShimCheck {
  std::vector<std::string> argv;
  double timeout_scale = 1;
};

struct RuleResult {
  std::string rule;  // one sentence of spec/shim.md
  bool passed;
  std::string seen;  // what broke it, safe to show; empty when it passed
};

// Tries each rule of spec/shim.md §2–8 that shows from outside, each alone in a fresh process, and
// the protocol's honest run in each role. When hello itself fails there is one result. Throws
// Defective when the command cannot be started.
std::vector<RuleResult> check_shim(const Protocol& protocol, const ShimCheck& check);

}  // namespace assay
