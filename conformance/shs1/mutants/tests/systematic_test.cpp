// SPDX-License-Identifier: MIT
#include "conformance/shs1/mutants/systematic.hpp"

#include <catch2/catch.hpp>

#include "conformance/engine/mutants.hpp"
#include "conformance/shs1/protocol.hpp"

using namespace assay;

TEST_CASE("every mistake that the formulas and steps allow is noticed on the row that it breaks") {
  const Protocol protocol = shs1_protocols().front();
  const std::atomic<bool> never = false;
  int killed = 0, equivalent = 0;
  for (const MutantInfo& mutant : mutants::systematic()) {
    INFO(mutant.id << ": " << mutant.flaw);
    const RunOptions options{.effort = Effort::quick, .seed = Bytes(32, 7)};
    const MutantTrial trial = try_mutant(protocol, mutant, *mutant.target(), options, never);
    CHECK(trial.faults == std::vector<std::string>{});
    CHECK(trial.killed == mutant.equivalent.empty());
    (mutant.equivalent.empty() ? killed : equivalent) += 1;
  }
  CHECK(killed > 80);
  CHECK(equivalent == 8);
}
