// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "conformance/cli/tests/command.hpp"

using namespace assay::cli;
using Catch::Contains;

TEST_CASE("an attack is explained by its id, alone or with its family, and by a case's name") {
  const Ran by_id = run_assay({"explain", "C24"});
  CHECK(by_id.exit_code == 0);
  CHECK_THAT(by_id.out, Contains("server/C24-not-admitted"));
  CHECK(run_assay({"explain", "shs1/C24"}).out == by_id.out);
  CHECK_THAT(run_assay({"explain", "shs1/server/C24-not-admitted"}).out,
             Contains("server/C24-not-admitted"));
}

TEST_CASE("honest runs are explained by the name that a report has for them") {
  const std::string name = "shs1/server/A00-honest-runs";
  CHECK_THAT(run_assay({"explain", name}).out, Contains("server/A00-honest-runs"));
  CHECK_THAT(run_assay({"list", "cases"}).out, Contains("    " + name + "/"));
}

TEST_CASE("ids carry their family where several protocols are listed, and only there") {
  CHECK_THAT(run_assay({"list", "mutants"}).out, Contains("M11 ") && !Contains("shs1/M11"));
  CHECK_THAT(run_assay({"list", "mutants", "--protocol", "*"}).out, Contains("shs1/M11 "));
  CHECK_THAT(run_assay({"list", "cases", "--protocol", "shs*", "--json"}).out,
             Contains("\"attack\": \"shs1/server/C24-not-admitted\""));
}

TEST_CASE("a mutant whose program is missing is an error, and no survivor") {
  const Ran ran = run_shell(
      "d=$(mktemp -d \"$0-XXXXXX\") && ln \"$0\" $d/assay && $d/assay mutants --protocol shs1 -k "
      "M11 --effort "
      "quick; code=$?; rm -r $d; exit $code");
  CHECK(ran.exit_code == 2);
  CHECK_THAT(ran.err, Contains("shs1/M11 runs as") && Contains("/assay-mutant, which is not"));
  CHECK_THAT(ran.out, !Contains("SURVIVES"));
}

TEST_CASE("a pattern of protocols runs each on its reference, and one is no place for a target") {
  const Ran ran =
      run_assay({"check", "--reference", "--protocol", "shs*", "--effort", "quick", "-p", "P15"});
  CHECK(ran.exit_code == 0);
  CHECK_THAT(ran.out, Contains("HELD"));
  const Ran process = run_assay({"check", "--protocol", "shs*", "--", "./none"});
  CHECK(process.exit_code == 2);
  CHECK_THAT(process.err, Contains("several protocols at once go with --reference only"));
}
