// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "conformance/engine/target.hpp"

namespace assay {

// What `assay shim check` needs to try a command against spec/shim.md.
struct ShimCheck {
  std::vector<std::string> argv;
  std::string protocol;
  double timeout_scale = 1;
  // A request that the target must accept: all mandatory parameters, nothing optional.
  std::function<OpenRequest(Role)> honest;
  // Drives one honest handshake, protocol by protocol, and throws a TargetError saying what is
  // wrong with it. Absent: not tried.
  std::function<void(Target&, Role)> handshake = {};
};

struct RuleResult {
  std::string rule;  // one sentence of spec/shim.md
  bool passed;
  std::string seen;  // what broke it, safe to show; empty when it passed
};

// Tries each rule of spec/shim.md 2-8 that shows from outside, each alone in a fresh process. When
// hello itself fails there is one result. Throws Defective when the command cannot be started.
std::vector<RuleResult> check_shim(const ShimCheck& check);

}  // namespace assay
