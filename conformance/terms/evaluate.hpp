// SPDX-License-Identifier: MIT
#pragma once

#include <initializer_list>

#include "conformance/terms/terms.hpp"

namespace assay::terms {

// Everything that follows from `given` as `by` computes it, with `delta` applied to the formula
// that it names and to whatever is computed from that. A formula whose inputs are not known is left
// out: its letter may be among `given`. Throws std::invalid_argument when the delta fits no
// formula.
Values evaluate(const Book& book, Values given, Role by, const std::optional<Delta>& delta);
// The same with several changes at once. `honest`, what follows without them or a part of it, is
// what a letter in a delta means, and spares computing what does not change.
Values evaluate(const Book& book, Values given, Role by, const std::vector<Delta>& deltas,
                const Values& honest);

// Adds those that are not empty: an empty one is not known.
void add_known(Values& values, std::initializer_list<std::pair<const char*, const Bytes*>> known);

// The formula's inputs, or nothing where one is not known.
std::optional<Parts> parts_of(const Formula& formula, const Values& values);

}  // namespace assay::terms
