// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include "conformance/ladder/rungs.hpp"
#include "conformance/terms/terms.hpp"

// Which row must notice a mistake in a rung's formulas or steps, and by which case: argued from
// spec/ladder.md, before anything is run.
namespace assay::rungs {

struct Noticed {
  std::string row, attack;  // server.P02, server.L12
  std::string slug;         // of the case; empty: the attack has but one
  std::string because;
};

// By whoever verifies, and takes what is made with the slip beside what is right.
Noticed noticed_where_also_taken(const Rung& rung, const terms::Slip& slip);
// By two ends that make the slip alike, so that they understand each other. Nothing: they are
// wrong, and what they promise holds all the same.
std::optional<Noticed> noticed_where_alike(const Rung& rung, const terms::Slip& slip);
// The row that a check is for.
std::string row_of_check(const terms::Step& step, Role role);
// Why it changes nothing that the check is left out; empty: it does.
std::string why_nothing_changes(const Rung& rung, const terms::Step& step);

}  // namespace assay::rungs
