// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "conformance/cli/commands.hpp"
#include "conformance/cli/tests/command.hpp"

using namespace assay::cli;
using Catch::Contains;

namespace {

std::string scratch(const std::string& name) {
  return (std::filesystem::temp_directory_path() / name).string();
}

}  // namespace

TEST_CASE("a shared library is judged by the rows, in both roles") {
  const Ran ran = run_assay({"check", "--lib", EXAMPLE, "--effort", "quick", "-p", "P02,P03,C"});
  INFO(ran.out << ran.err);
  CHECK(ran.exit_code == 0);
  CHECK_THAT(ran.out, Contains("as server") && Contains("as client") && Contains(" 0 skipped"));
}

TEST_CASE("a library that is not there, or is none, ends the run with exit 3 and a sentence") {
  const Ran missing = run_assay({"check", "--lib", "/nonexistent.so"});
  CHECK(missing.exit_code == 3);
  CHECK_THAT(missing.err, Contains("no file /nonexistent.so; give the path of a shared library"));
  const std::string text = scratch("assay-no-library.so");
  std::ofstream(text) << "this is no library\n";
  const Ran none = run_assay({"check", "--lib", text});
  CHECK(none.exit_code == 3);
  CHECK_THAT(none.err, Contains("cannot load the library"));
  std::filesystem::remove(text);
}

TEST_CASE("a report's findings are repeated with the library's words") {
  CHECK(TargetSpec{.lib = "./my lib.so"}.words() == "--lib './my lib.so'");
  const std::string report = scratch("assay-library-report.json");
  run_assay({"check", "--lib", EXAMPLE, "-p", "P04", "-k", "*X01*", "--report", "json=" + report});
  std::ifstream in(report);
  const std::string text(std::istreambuf_iterator<char>(in), {});
  CHECK_THAT(text, Contains(std::string("\"words\": \"--lib ") + EXAMPLE));
  const Ran again = run_assay({"replay", report, "--lib", EXAMPLE});
  INFO(again.out << again.err);
  CHECK(again.exit_code == 1);
  CHECK_THAT(again.out, Contains("1 of 1 findings repeated"));
  std::filesystem::remove(report);
}

TEST_CASE("a shared library is tried against the rules of HSP/1, through its host") {
  const Ran ran = run_assay({"shim", "check", "--lib", EXAMPLE});
  INFO(ran.out << ran.err);
  CHECK(ran.exit_code == 0);
  CHECK_THAT(ran.out, Contains("rules kept"));
}

TEST_CASE("two targets are one too many") {
  const Ran ran = run_assay({"check", "--reference", "--lib", EXAMPLE});
  CHECK(ran.exit_code == 2);
  CHECK_THAT(ran.err, Contains("name one target, not several"));
}
