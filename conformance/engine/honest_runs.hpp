// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/engine/trial.hpp"

namespace assay {

// All that a run in `options.mode` may play: of each role the engine's own attack on row C, then
// the protocol's attacks. The former has the protocol's rare honest runs; and, where a case of it
// is asked for by name, the honest run beside another attack of that role, with the same keys.
std::vector<Attack> catalogue(const Protocol& protocol, const RunOptions& options);

// Adds to its result every honest run of that role that failed beside another attack, with how many
// did of how many. Of a kind that the target never took, a failure is no news: its attacks are
// VOID.
void add_failures(AttackResult& result, const std::vector<std::map<Kind, HonestRuns>>& lanes);

}  // namespace assay
