// SPDX-License-Identifier: MIT
#include "conformance/cli/tests/command.hpp"

#include <catch2/catch.hpp>

using namespace assay::cli;
using Catch::Contains;

namespace {

Ran mutants(const std::vector<std::string>& more) {
  std::vector<std::string> words = {"mutants", "--effort", "quick", "--protocol"};
  words.insert(words.end(), more.begin(), more.end());
  return run_assay(words);
}

}  // namespace

TEST_CASE("each mutant is told with the row that it breaks and the case that shows it") {
  const Ran ran = mutants({"ladder/badh", "-k", "responder-takes-sigA-*,M05"});
  CHECK(ran.exit_code == 0);
  CHECK_THAT(ran.out, Contains("killed     ladder/M05  sigA is over X alone"));
  CHECK_THAT(ran.out, Contains("ladder/badh/responder-takes-sigA-without-X"));
  CHECK_THAT(ran.out, Contains("server.P02  server/L12-signature-over-another-text/without-X"));
  CHECK_THAT(ran.out, Contains("mutants: 9 of 9 killed on a row that they break, 0 equivalent"));
}

TEST_CASE("what is the same by proof is told with it") {
  const Ran ran = mutants({"ladder/dh", "-k", "*-zeros-for-P"});
  CHECK_THAT(ran.out, Contains("because the P of this rung is zero"));
  CHECK_THAT(ran.out, Contains("mutants: 0 of 0 killed"));
}

TEST_CASE("what one rung's mutants do not need is not held against the family") {
  CHECK_THAT(mutants({"ladder/dh"}).out, !Contains("no mutant is killed by it"));
}

TEST_CASE("a mutant that there is not is refused") {
  const Ran ran = mutants({"ladder/badh", "-k", "Z*"});
  CHECK(ran.exit_code == 2);
  CHECK_THAT(ran.err, Contains("no mutant matches"));
}
