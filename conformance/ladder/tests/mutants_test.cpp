// SPDX-License-Identifier: MIT
#include "conformance/engine/mutants.hpp"

#include <catch2/catch.hpp>

#include "conformance/ladder/mutants/systematic.hpp"
#include "conformance/ladder/tests/played.hpp"

using namespace assay;
using namespace assay::rungs;

namespace {

MutantTrial tried(const Protocol& protocol, const MutantInfo& mutant) {
  RunOptions options{.effort = Effort::quick, .seed = Bytes(32, 7)};
  options.twin = [&](const std::string& variant) {
    return twin_target(ladder_protocol(variant), mutant.mode);
  };
  const std::atomic<bool> never = false;
  return try_mutant(protocol, mutant, *mutant.target(), options, never);
}

}  // namespace

// `assay mutants --protocol "ladder/*"` tries them all.
TEST_CASE("a mistake that a rung's formulas and steps allow is noticed on the row it breaks") {
  constexpr int one_in = 6;
  int killed = 0, equivalent = 0, all = 0;
  for (const Protocol& protocol : ladder_protocols()) {
    for (const MutantInfo& mutant : protocol.systematic()) {
      if (all++ % one_in != 0) continue;
      INFO(protocol.name << " " << mutant.id << ": " << mutant.flaw);
      const MutantTrial trial = tried(protocol, mutant);
      CHECK(trial.faults == std::vector<std::string>{});
      CHECK(trial.killed == mutant.equivalent.empty());
      (mutant.equivalent.empty() ? killed : equivalent) += 1;
    }
  }
  CHECK(all > 900);
  CHECK(killed > 100);
  CHECK(equivalent > 2);
}

TEST_CASE("each mutant made by hand breaks the rows that its flaw is about, and no others") {
  for (const Protocol& protocol : ladder_protocols()) {
    for (const MutantInfo& mutant : protocol.mutants()) {
      INFO(mutant.id << ", " << mutant.flaw);
      CHECK(tried(protocol, mutant).faults == std::vector<std::string>{});
    }
  }
}

TEST_CASE("what is listed as equivalent and breaks a row is a fault, and so is a survivor") {
  const Protocol protocol = ladder_protocol("badh");
  std::vector<MutantInfo> all = protocol.systematic();
  const auto mutant = std::ranges::find(all, "responder-skips-sigA", &MutantInfo::id);
  REQUIRE(mutant != all.end());
  mutant->equivalent = "nothing looks at it";
  CHECK_FALSE(tried(protocol, *mutant).faults.empty());
  mutant->equivalent.clear();
  mutant->breaks = {"server.P09"};
  const MutantTrial elsewhere = tried(protocol, *mutant);
  CHECK_FALSE(elsewhere.killed);
  CHECK_FALSE(elsewhere.faults.empty());
}
