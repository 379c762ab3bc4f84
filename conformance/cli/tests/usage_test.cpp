// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "conformance/cli/tests/command.hpp"

using namespace assay::cli;
using Catch::Contains;

namespace {

Ran interop(const std::string& targets) {
  const auto file = std::filesystem::temp_directory_path() / "assay-usage-test.json";
  std::ofstream(file) << targets;
  const Ran ran = run_assay({"interop", file.string(), "--effort", "quick"});
  std::filesystem::remove(file);
  return ran;
}

void refused(const std::vector<std::string>& arguments, const std::string& sentence) {
  const Ran ran = run_assay(arguments);
  INFO(ran.out << ran.err);
  CHECK(ran.exit_code == 2);
  CHECK_THAT(ran.err, Contains(sentence));
}

}  // namespace

TEST_CASE("a list of targets that is none is refused with a sentence") {
  CHECK_THAT(interop("{").err, Contains("is not JSON, at byte"));
  CHECK_THAT(interop(R"({"targets": []})").err, Contains("names no target"));
  const Ran unknown = interop(R"({"targets": [{"name": "x", "comand": ["y"]}]})");
  CHECK(unknown.exit_code == 2);
  CHECK_THAT(unknown.err, Contains("the target \"x\" has the member \"comand\"; known are"));
}

TEST_CASE("a protocol, a mode or an attack that there is not is refused, naming what there is") {
  refused({"check", "--reference", "--protocol", "none"},
          "there is no protocol none; those known are: ");
  refused({"list", "claims", "--protocol", "none/*"}, "there is no protocol none/*");
  refused({"check", "--reference", "--mode", "sideways"}, "sideways");
  refused({"explain", "Z99"}, "there is no row or attack Z99; the rows are P01");
}

TEST_CASE("the runner's own attack is listed and explained like a protocol's") {
  CHECK_THAT(run_assay({"list", "cases"}).out, Contains("/A00-honest-runs  [the runner's own]"));
  const std::string protocol = run_assay({"list", "protocols"}).out;
  const Ran ran = run_assay({"explain", protocol.substr(0, protocol.find_first_of("/ ")) + "/A00"});
  CHECK(ran.exit_code == 0);
  CHECK_THAT(ran.out, Contains("/A00-honest-runs") && Contains("counts for       C"));
}

TEST_CASE("a JSON report says which protocol and mode it is of, and of several it is a list") {
  const auto file = std::filesystem::temp_directory_path() / "assay-usage-report.json";
  const std::vector<std::string> rest = {"--effort", "quick",    "-p",
                                         "C",        "--report", "json=" + file.string()};
  const auto report = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.end(), rest.begin(), rest.end());
    CHECK(run_assay(arguments).exit_code == 0);
    std::ifstream in(file);
    return std::string(std::istreambuf_iterator<char>(in), {});
  };
  CHECK_THAT(report({"check", "--reference"}), Contains("\"mode\": \"") && Catch::StartsWith("{"));
  CHECK_THAT(report({"check", "--reference", "--protocol", "*"}), Catch::StartsWith("["));
  std::filesystem::remove(file);
}
