// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/cli/explain.hpp"

namespace assay::cli {

// Whom the client calls; what the target sent, was sent, or said; and what the other end and the
// attacker came to.
struct Step {
  enum class Kind { calls, sent, received, said, other, attacker } kind;
  std::string text;
};

Role other_end(Role role);

// Of the last session, in the order in which they are drawn.
std::vector<Step> steps_of(const Protocol& protocol, Role target, const Transcript& transcript,
                           const NamesOfCast& names);

}  // namespace assay::cli
