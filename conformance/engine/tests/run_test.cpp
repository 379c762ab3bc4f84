// SPDX-License-Identifier: MIT
#include "conformance/engine/run.hpp"

#include <catch2/catch.hpp>

#include "conformance/engine/tests/scripted_target.hpp"

namespace assay {
namespace {

constexpr const char* claims = R"({"toy": {"P02": {
  "server": {"all": {"claim": "holds", "why": "x", "required": ["T01", "T02"], "supplementary": []}},
  "client": {"all": {"claim": "lacks", "why": "x", "required": ["T03"], "note": "n"}}}}})";

Attack attack(std::string id, Role role, Verdict verdict, int cases = 1) {
  const auto list = [=](Stage&) {
    std::vector<Case> all;
    for (int i = 0; i < cases; ++i) {
      all.push_back({.slug = std::to_string(i), .change = "", .run = [=](Stage&) {
                       return Result{verdict, "seen"};
                     }});
    }
    return all;
  };
  return {.id = std::move(id),
          .slug = "t",
          .role = role,
          .meaning = "",
          .expected = "",
          .spec = "",
          .control = [](Stage&) {},
          .cases = list};
}

Report go(const std::vector<Attack>& attacks, RunOptions options = {}, bool stop = false) {
  const Protocol toy{
      .name = "toy", .claims = claims, .attacks = [&](const std::string&) { return attacks; }};
  ScriptedTarget target;
  options.seed = Bytes(32);
  return run(toy, target, options, [](auto&&...) {}, stop);
}

const std::vector<Attack> sound = {attack("T01", Role::server, Verdict::withstood),
                                   attack("T02", Role::server, Verdict::withstood),
                                   attack("T03", Role::client, Verdict::succeeded)};

}  // namespace

TEST_CASE("A run judges every cell and exits 0 when all hold or are by design") {
  const Report r = go(sound);
  REQUIRE(r.results.size() == 2);
  CHECK(r.results[0].verdict == RowVerdict::held);
  CHECK(r.results[1].verdict == RowVerdict::by_design);
  CHECK(exit_code(r) == 0);
}

TEST_CASE("A broken row exits 1, an inconclusive one 6, an incomplete one 4") {
  const auto code = [](Verdict v) {
    return exit_code(go({attack("T01", Role::server, v), sound[1], sound[2]}));
  };
  CHECK(code(Verdict::succeeded) == 1);
  CHECK(code(Verdict::crashed) == 6);
  CHECK(code(Verdict::control_failed) == 6);
  CHECK(code(Verdict::skipped) == 4);
}

TEST_CASE("A defective shim exits 3 unless a row is broken") {
  Report r = go(sound);
  r.defects = {"two answers"};
  CHECK(exit_code(r) == 3);
}

TEST_CASE("A lack that could not be shown does not ask for leave") {
  CHECK(exit_code(go({sound[0], sound[1], attack("T03", Role::client, Verdict::skipped)})) == 0);
}

TEST_CASE("Rows, roles and globs select, and selecting nothing is an error") {
  CHECK(go(sound, {.roles = {Role::server}}).results.size() == 1);
  CHECK(go(sound, {.cases = {"toy/client/*"}}).results.size() == 1);
  CHECK_THROWS_AS(go(sound, {.cases = {"toy/none/*"}}), std::invalid_argument);
  CHECK_THROWS_AS(go(sound, {.rows = {"P03"}}), std::invalid_argument);
}

TEST_CASE("A filtered row is never held") {
  const Report r = go(sound, {.cases = {"toy/server/T01*"}});
  REQUIRE(r.results.size() == 1);
  CHECK(r.results[0].verdict == RowVerdict::partial);
}

TEST_CASE("After three crashes of one attack its other cases are not run, and counted") {
  const Report r = go({attack("T01", Role::server, Verdict::crashed, 8), sound[1], sound[2]});
  CHECK(r.attacks[0].cases.size() == 3);
  CHECK(r.attacks[0].not_run == 5);
}

TEST_CASE("An interrupted run says so and exits 6") {
  const Report r = go(sound, {}, true);
  CHECK(r.interrupted);
  CHECK(exit_code(r) == 6);
}

TEST_CASE("Globs match as a shell's do") {
  CHECK(glob("a/*", "a/b/c"));
  CHECK(glob("*C24*", "shs1/server/C24-x"));
  CHECK(glob("a?c", "abc"));
  CHECK(glob("a*c**", "abcbc"));
  CHECK_FALSE(glob("a?c", "ac"));
  CHECK_FALSE(glob("a", "ab"));
  CHECK_FALSE(glob("*x", "abc"));
}

TEST_CASE("Claims that break their own rules are refused, naming the cell") {
  const auto parse = [](const std::string& cell) {
    return parse_claims(R"({"toy": {"P02": {"server": {"all": )" + cell + "}}}}", "toy");
  };
  CHECK_THROWS_WITH(parse(R"({"claim": "holds", "why": "", "required": []})"),
                    "P02.server.all: no required attack");
  CHECK_THROWS_WITH(parse(R"({"claim": "lacks", "why": "", "required": ["A", "B"]})"),
                    "P02.server.all: a lack is shown by exactly one attack");
  CHECK_THROWS_WITH(parse(R"({"claim": "maybe", "why": "", "required": ["A"]})"),
                    "P02.server.all: claim is holds or lacks");
  CHECK_THROWS_WITH(parse_claims(R"({"toy": {"P99": {}}})", "toy"),
                    "claims.json: there is no row P99");
}

TEST_CASE("Hex is strict and says where it is wrong") {
  CHECK(unhex("00ff") == Bytes{0, 255});
  CHECK(hex(Bytes{0, 255}) == "00ff");
  CHECK_THROWS_WITH(unhex("0"), "hex needs an even number of digits, not 1");
  CHECK_THROWS_WITH(unhex("0G"), "not a lower-case hex digit at offset 1");
}

TEST_CASE("A seed fixes every stream, and different labels differ") {
  Rng a(Bytes(32)), b(Bytes(32));
  CHECK(a.bytes(16) == b.bytes(16));
  CHECK(a.bytes(16) != a.bytes(16));
  CHECK(a.fork("x").bytes(8) != a.fork("y").bytes(8));
  CHECK(a.below(1) == 0);
  CHECK(random_seed() != random_seed());
  CHECK_THROWS_AS(Rng(Bytes(31)), std::invalid_argument);
}

}  // namespace assay
