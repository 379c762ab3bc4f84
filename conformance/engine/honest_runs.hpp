// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/engine/trial.hpp"

namespace assay {

// The engine's own attack on row C: the protocol's rare honest runs; and, where a case of it is
// asked for by name, the honest run beside another attack of the catalogue, with the same keys.
Attack honest_runs_attack(const Protocol& protocol, Role role, const std::vector<Attack>& catalogue,
                          const RunOptions& options);

// Adds to its result every honest run of that role that failed beside another attack, with how many
// did of how many. Of a kind that the target never took, a failure is no news: its attacks are
// VOID.
void add_failures(AttackResult& result, const std::vector<std::map<Kind, HonestRuns>>& lanes);

}  // namespace assay
