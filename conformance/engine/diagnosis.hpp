// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include "conformance/engine/patterns.hpp"

// What a target's failures look like: those of an end that has one known flaw.
namespace assay {

struct Likeness {
  std::string mutant = {}, flaw = {};  // the nearest
  Pattern common = {};                 // what the target and it both show
  std::size_t together = 0;            // what either shows
  std::set<std::string> as_near = {};  // the other mutants that are; one in two variants is one
};

// Of one end of `protocol`, among all of its family. Nothing where none is near, or too many are
// alike. `tried`: the attacks that could have shown.
std::optional<Likeness> nearest(const std::string& protocol, Role role, const Pattern& seen,
                                const Pattern& tried, const PatternBook& book);

// Writes the nearest mutant's flaw beside each attack that both show.
void diagnose(const Protocol& protocol, Report& report);

}  // namespace assay
