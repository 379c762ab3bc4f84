// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/shs1/formulas.hpp"
#include "conformance/terms/delta.hpp"
#include "conformance/terms/evaluate.hpp"
#include "vectors/test.hpp"

namespace assay::vectors {

// Everything that follows from the keys of `test` as `party` computes it, with `delta` applied to
// the formula that it names. Throws std::invalid_argument when the delta fits no formula.
Values evaluate(const Test& test, Party party, const std::optional<Delta>& delta);

// The letters that a test lists as its intermediates once the transcript holds `message` (msg1 to
// msg4), in the order of spec/shs1.md §2.
std::vector<std::string> intermediates_through(std::string_view message);

// What `party` takes from the session.
Outcome outcome_of(const Values& values, Party party);

}  // namespace assay::vectors
