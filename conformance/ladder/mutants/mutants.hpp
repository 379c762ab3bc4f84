// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/engine/protocol.hpp"
#include "conformance/ladder/target.hpp"

// Ends of rungs with one flaw each, so that every attack can be seen to bite.
namespace assay::rungs {

struct LadderMutant {
  std::string id, flaw;
  const Rung* rung;  // a line of its own where both ends are wrong alike; attacked with itself
  std::string mode;
  MakeMachine make;
  // Every row that comes out BROKEN, as ROLE.ROW, and the attacks that show it, as ROLE.ID; argued
  // from spec/ladder.md and spec/claims/ladder.json, not from a run.
  std::vector<std::string> breaks, kills;
  std::string because;
};

const std::vector<LadderMutant>& ladder_mutants();
// Of these, those whose flaw is in no formula.
std::vector<LadderMutant> mutants_with_another_end();
// In what an end does with names.
std::vector<LadderMutant> mutants_of_names();
std::vector<LadderMutant> mutants_that_tell();
std::vector<LadderMutant> mutants_that_are_lax();
// Those of one rung, as the command line has them.
std::vector<MutantInfo> ladder_mutants_of(const Rung& rung);

// Gives the record of a rung a runner's own end that plays another line, which must outlive it.
void speak_as(Protocol& protocol, const Rung& line);

}  // namespace assay::rungs
