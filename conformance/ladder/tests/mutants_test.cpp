// SPDX-License-Identifier: MIT
#include "conformance/ladder/mutants/mutants.hpp"

#include <catch2/catch.hpp>

#include "conformance/ladder/tests/played.hpp"

using namespace assay;
using namespace assay::rungs;

namespace {

std::set<std::string> won_by(const Report& report) {
  std::set<std::string> ids;
  for (const AttackResult& a : report.attacks)
    if (a.verdict() == Verdict::succeeded)
      ids.insert(std::string(name(a.attack->role)) + "." + a.attack->id);
  return ids;
}

}  // namespace

TEST_CASE("each mutant breaks the rows that its flaw is about, and no others") {
  for (const LadderMutant& m : ladder_mutants()) {
    const Report report = played(*m.rung, m.mode, m.make);
    INFO(m.id << ", " << m.flaw);
    CHECK(rows_that_are(report, RowVerdict::broken) ==
          std::set<std::string>(m.breaks.begin(), m.breaks.end()));
    const std::set<std::string> won = won_by(report);
    for (const std::string& id : m.kills) {
      INFO(id);
      CHECK(won.contains(id));
    }
  }
}
