// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "conformance/cli/tests/command.hpp"

using namespace assay::cli;
using Catch::Contains;

namespace {

Ran interop(const std::string& targets) {
  const auto file = std::filesystem::temp_directory_path() / "assay-interop-test.json";
  std::ofstream(file) << targets;
  const Ran ran = run_assay({"interop", file.string(), "--effort", "quick"});
  std::filesystem::remove(file);
  return ran;
}

}  // namespace

TEST_CASE("each client meets each server, and what cannot be tested is named") {
  const Ran ran = interop(
      R"({"targets": [{"name": "one", "reference": true}, {"name": "two", "command": ["./no-such"]}]})");
  CHECK(ran.exit_code == 3);
  CHECK_THAT(ran.out, Contains("| one | stream | ✗ [1] |\n| two | ✗ [1] | ✗ [1] |"));
  CHECK_THAT(ran.out, Contains("[1] cannot start \"./no-such\""));
  CHECK_THAT(ran.out, Contains("| P02 | HELD | not tested |"));
  CHECK_THAT(ran.out, Contains("- one: nothing broken\n- two: cannot be tested: "));
}
