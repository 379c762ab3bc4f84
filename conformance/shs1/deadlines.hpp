// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/engine/attack.hpp"
#include "conformance/engine/deadlines.hpp"

namespace assay::mallory {

// How long a target waits for msg1 and msg3, or msg2 and msg4, measured after one honest run.
Deadlines shs1_deadlines(Stage& stage, double patience);

}  // namespace assay::mallory
