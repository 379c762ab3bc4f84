// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/engine/protocol.hpp"
#include "conformance/ladder/rungs.hpp"

namespace assay::rungs {

// The mutants that follow from a rung's formulas and steps: every slip (terms/slips.hpp) that both
// ends make alike, every slip that one end takes as well, every check that one end leaves out, and
// each scalar used again.
const std::vector<MutantInfo>& systematic_mutants(const Rung& rung);

}  // namespace assay::rungs
