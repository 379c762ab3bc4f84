// SPDX-License-Identifier: MIT
#include "conformance/cli/mutant_suite.hpp"

#include <catch2/catch.hpp>

#include "conformance/cli/commands.hpp"

using namespace assay;
using namespace assay::cli;
using Catch::Contains;

namespace {

// Of a program that need not be there: the suite is what is asked.
MutantInfo mutant_called(const std::string& word) {
  MutantInfo m{.id = "X", .flaw = "", .breaks = {"server.C"}, .kills = {}};
  m.executable = {"no-such-program", word};
  return m;
}

}  // namespace

TEST_CASE("a suite notices a mutant when it fails for one of the roles") {
  MutantSuite all("test -x {executable} && false");
  CHECK_THAT(all.line_for(mutant_called("a")), Contains("noticed") && !Contains("not noticed"));
  MutantSuite one_role("[ {role} = client ] || grep -q zebra {executable}");
  CHECK_THAT(one_role.line_for(mutant_called("a")), !Contains("not noticed"));
  CHECK_THAT(one_role.line_for(mutant_called("zebra's")), Contains("not noticed"));
  CHECK_THAT(one_role.summary(), Contains("1 of 2 noticed; 0 sound ones refused"));
}

TEST_CASE("what has no executable is not shown to a suite, and a sound one counts apart") {
  MutantSuite suite("false {executable}");
  CHECK(suite.line_for({.id = "X", .flaw = "", .breaks = {}, .kills = {}}).empty());
  MutantInfo sound = mutant_called("a");
  sound.equivalent = "it has no flaw";
  suite.line_for(sound);
  CHECK_THAT(suite.summary(), Contains("0 of 0 noticed; 1 sound ones refused"));
}

TEST_CASE("a suite that is not told where the mutant is is refused") {
  CHECK_THROWS_AS(MutantSuite("true"), UsageError);
}
