// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/engine/protocol.hpp"

namespace assay::mutants {

// The mutants that follow from the formulas and steps of SHS1: every slip (terms/slips.hpp) that
// both ends make alike, every slip that one end takes as well, every check that one end leaves out,
// and each scalar used again.
std::vector<MutantInfo> systematic();

}  // namespace assay::mutants
