// SPDX-License-Identifier: MIT
#pragma once

#include "vectors/test.hpp"

// spec/shs1.md §2 to §4 as a table of formulas over plain octets, so that a change to one of them
// can be said in a word, made, and made again by the linter. Built on the attacker's algebra, not
// on reference/: neither hides the other's mistake.
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
