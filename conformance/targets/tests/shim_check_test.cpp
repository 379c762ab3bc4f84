// SPDX-License-Identifier: MIT
#include "conformance/targets/shim_check.hpp"

#include <catch2/catch.hpp>

#include "conformance/targets/tests/toy_target.hpp"

using namespace assay;
using Catch::Matchers::Contains;

namespace {

std::vector<RuleResult> check_toy(std::vector<std::string> argv) {
  return check_shim(toy_protocol(), {.argv = std::move(argv), .timeout_scale = 0.3});
}

const RuleResult& find(const std::vector<RuleResult>& results, const std::string& part) {
  for (const auto& result : results)
    if (result.rule.find(part) != std::string::npos) return result;
  throw std::out_of_range(part);
}

}  // namespace

TEST_CASE("our own server keeps every rule, and an honest handshake is driven in both roles") {
  const auto results = check_toy({TOY_SHIM});
  CHECK(results.size() == 38);
  for (const auto& [rule, passed, seen] : results) {
    CAPTURE(rule, seen);
    CHECK(passed);
  }
}

// Slow, as is the next: where a shim says nothing, a deadline of three seconds passes.
TEST_CASE("a lax shim keeps some rules and breaks others by name") {
  const auto results = check_toy({"python3", HOSTILE "/shim.py"});
  CHECK(find(results, "bye is answered").passed);
  CHECK(find(results, "an operation and a protocol").passed);
  CHECK(find(results, "in pieces").passed);
  CHECK_FALSE(find(results, "an unknown key in params").passed);
  CHECK_FALSE(find(results, "is not open").passed);
  CHECK_FALSE(find(results, "stands twice").passed);
  CHECK_FALSE(find(results, "is not JSON").passed);
  CHECK_THAT(find(results, "is not JSON").seen, Contains("exit code 1, not exit code 64"));
  CHECK_FALSE(find(results, "a slice holds").passed);
  CHECK_FALSE(find(results, "no undeclared capability").passed);
}

TEST_CASE("a shim that takes its rejection back is found") {
  const auto results = check_toy({"python3", HOSTILE "/shim.py", "unreject"});
  CHECK_THAT(find(results, "rejected is final").seen, Contains("not final"));
}

TEST_CASE("a handshake that fails is a result like another") {
  Protocol toy = toy_protocol();
  toy.honest = [](Stage&) { throw Crashed("it died"); };
  const auto results = check_shim(toy, {.argv = {TOY_SHIM}, .timeout_scale = 0.3});
  CHECK_FALSE(results.back().passed);
  CHECK(results.back().seen == "it died");
}

TEST_CASE("without a proper hello there is one result, which says so") {
  const auto silent = check_toy({"/bin/true"});
  REQUIRE(silent.size() == 1);
  CHECK_FALSE(silent[0].passed);
  CHECK_THAT(silent[0].seen, Contains("exit code 0"));
  CHECK_THAT(check_toy({"/bin/cat"}).at(0).seen, Contains("\"ok\" is missing"));
  CHECK_THAT(check_toy({"python3", HOSTILE "/shim.py", "no-roles"}).at(0).seen,
             Contains("\"roles\" is missing"));
  CHECK_THROWS_AS(check_toy({"/no/such/file"}), Defective);
}
