// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/ladder/rungs.hpp"
#include "conformance/terms/rows.hpp"

namespace assay::rungs {

// Messages that are one message with one thing changed; attacks are played from these, and vectors
// take their change from here.
std::vector<terms::Row> ladder_rows(const Rung& rung);

// The message that proves the end of that role; 0: none does.
int proof_of(const Rung& rung, Role role);

}  // namespace assay::rungs
