// SPDX-License-Identifier: MIT
#include "conformance/engine/run.hpp"

#include <catch2/catch.hpp>

#include "conformance/engine/tests/scripted_target.hpp"

namespace assay {
namespace {

constexpr const char* claims = R"({"-": {"-": {
  "P02": {
    "server": {"-": {"claim": "holds", "why": "x", "required": ["T01", "T02"],
      "supplementary": ["T00", "T03", "T04", "T05", "T06", "T07", "T08"]}},
    "client": {"-": {"claim": "lacks", "why": "x", "required": ["T03"], "note": "n"}}},
  "P14": {"server": {"-": {"claim": "n/a", "why": "there are no keys"}}}}}})";

const std::atomic<bool> never = false;

const std::map<Role, std::string> two_roles = {{Role::server, "listener"},
                                               {Role::client, "dialer"}};

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

Report go(const std::vector<Attack>& attacks, RunOptions options = {},
          const std::atomic<bool>& stop = never) {
  const Protocol toy{
      .name = "toy", .roles = two_roles, .claims = claims, .attacks = [&](const std::string&) {
        return attacks;
      }};
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
  REQUIRE(r.results.size() == 3);
  CHECK(r.results[0].verdict == RowVerdict::held);
  CHECK(r.results[1].verdict == RowVerdict::not_applicable);
  CHECK(r.results[2].verdict == RowVerdict::by_design);
  CHECK(exit_code(r) == 0);
}

TEST_CASE(
    "A row that does not apply is answered by its reason, with or without attacks beside it") {
  const Report r = go(sound, {.rows = {"P14"}});
  REQUIRE(r.results.size() == 1);
  CHECK(r.results[0].verdict == RowVerdict::not_applicable);
  CHECK(r.results[0].reason == "there are no keys");
  CHECK(r.attacks.empty());
  CHECK(exit_code(r) == 0);
}

TEST_CASE("A peer is judged on its own cells, and a target that is none is not") {
  const Protocol alike{
      .name = "toy",
      .roles = {{Role::peer, "peer"}},
      .claims =
          R"({"-": {"-": {"C": {"peer": {"-": {"claim": "holds", "why": "x", "required": ["T01"]}}}}}})",
      .attacks = [](const std::string&) {
        return std::vector<Attack>{attack("T01", Role::peer, Verdict::withstood)};
      }};
  ScriptedTarget target;
  const auto judged = [&] {
    return run(alike, target, {.seed = Bytes(32)}, [](auto&&...) {}, never).results.size();
  };
  CHECK_THROWS_AS(judged(), std::invalid_argument);
  target.caps = {.peer = true};
  CHECK(judged() == 1);
}

TEST_CASE("A run in a mode is judged by that mode's cells, and its sessions are opened in it") {
  std::vector<std::string> seen;
  const Protocol modal{.name = "toy/v",
                       .roles = two_roles,
                       .modes = {"one", "two"},
                       .claims = R"({"v": {
        "one": {"C": {"server": {"-": {"claim": "holds", "why": "x", "required": ["T01"]}}}},
        "two": {"R": {"server": {"-": {"claim": "holds", "why": "x", "required": ["T01"]}}}}}})",
                       .attacks = [&](const std::string&) {
                         Attack a = attack("T01", Role::server, Verdict::withstood);
                         a.control = [&](Stage& s) {
                           Conversation(s, {.protocol = "toy/v", .role = Role::server});
                           seen.push_back(s.mode);
                         };
                         return std::vector{a};
                       }};
  ScriptedTarget target;
  const auto row_in = [&](const std::string& mode) {
    const RunOptions options{.seed = Bytes(32), .mode = mode};
    return run(modal, target, options, [](auto&&...) {}, never).results.at(0).cell->row;
  };
  CHECK(row_in("") == "C");
  CHECK(target.asked.mode == "one");
  CHECK(row_in("two") == "R");
  CHECK(target.asked.mode == "two");
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
  CHECK(go(sound, {.roles = {Role::server}}).results.size() == 2);
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

TEST_CASE("A report points into itself, and so is never copied") {
  STATIC_REQUIRE_FALSE(std::is_copy_constructible_v<Report>);
  STATIC_REQUIRE(std::is_move_constructible_v<Report>);
}

TEST_CASE("Lanes are the same, and so are verdicts and their order, however many run at once") {
  std::vector<Attack> many;
  for (int i = 0; i < 9; ++i)
    many.push_back(attack("T0" + std::to_string(i), Role::server, Verdict::withstood, 20));
  for (Attack& a : many) {
    a.control = [](Stage& s) { s.target.open({}); };
    // It wins in the process's twentieth session and later: so what a lane lived through decides.
    a.cases = [](Stage&) {
      std::vector<Case> all;
      for (int i = 0; i < 20; ++i) {
        all.push_back({.slug = std::to_string(i), .change = "", .run = [](Stage& s) {
                         s.target.open({});
                         const int opens = dynamic_cast<ScriptedTarget&>(s.target).opens;
                         return Result{opens > 20 ? Verdict::succeeded : Verdict::withstood,
                                       std::to_string(opens)};
                       }});
      }
      return all;
    };
  }
  const auto seen = [&](unsigned jobs) {
    std::string all;
    for (const AttackResult& a : go(many, {.rows = {"P02"}, .jobs = jobs}).attacks)
      for (const CaseResult& c : a.cases)
        all += a.attack->id + "/" + c.slug + ":" + std::string(name(c.verdict)) + c.observed + ",";
    return all;
  };
  const std::string one = seen(1);
  CHECK(one.find("T01/19:SUCCEEDED") != std::string::npos);
  for (const unsigned jobs : {2U, 4U, 9U}) CHECK(seen(jobs) == one);
}

TEST_CASE("A target with endpoints has one lane, and one process") {
  int made = 0;
  const auto opens = [&](Capabilities caps) {
    const Protocol toy{
        .name = "toy", .roles = two_roles, .claims = claims, .attacks = [](const std::string&) {
          return std::vector{attack("T01", Role::server, Verdict::withstood, 70)};
        }};
    ScriptedTarget target;
    target.caps = std::move(caps);
    target.on_another = [&] { ++made; };
    run(toy, target, {.seed = Bytes(32)}, [](auto&&...) {}, never);
    return made;
  };
  CHECK(opens({.server = true, .caps = {"endpoint"}}) == 0);
  CHECK(opens({.server = true}) == 3);
}

TEST_CASE("An interrupted run says so and exits 6") {
  const Report r = go(sound, {}, std::atomic<bool>(true));
  CHECK(r.interrupted);
  CHECK(exit_code(r) == 6);
}

TEST_CASE("An interrupted run tells what it had tested, though its target cannot start again") {
  std::atomic<bool> stop = false;
  int played = 0;
  Attack dies = attack("T02", Role::server, Verdict::withstood, 3);
  dies.cases = [&](Stage&) {
    const auto play = [&](Stage&) -> Result {
      if (++played < 3) return {Verdict::withstood, "seen"};
      stop = true;
      throw Crashed("by the signal, too");
    };
    return std::vector<Case>{{"0", "", play}, {"1", "", play}, {"2", "", play}};
  };
  const Protocol toy{
      .name = "toy", .roles = two_roles, .claims = claims, .attacks = [&](const std::string&) {
        return std::vector{dies, attack("T03", Role::client, Verdict::withstood, 2)};
      }};
  ScriptedTarget target;
  target.on_restart = [] { throw Defective("no answer to hello"); };
  const Report r = run(toy, target, {.seed = Bytes(32)}, [](auto&&...) {}, stop);
  CHECK(r.interrupted);
  REQUIRE(r.attacks.size() == 2);
  CHECK(r.attacks[0].cases.size() == 2);
  CHECK(r.attacks[0].not_run == 1);
  CHECK(r.attacks[1].not_run == 2);
  CHECK(exit_code(r) == 6);
}

TEST_CASE("An honest run that an interruption ended breaks nothing") {
  const std::string listed = R"({"-": {"-": {"C": {"server": {"-":
    {"claim": "holds", "why": "x", "required": ["T01"]}}}}}})";
  std::atomic<bool> stop = false;
  int controls = 0;
  Attack cut = attack("T01", Role::server, Verdict::withstood, 9);
  cut.control = [&](Stage&) {
    if (++controls < 3) return;
    stop = true;
    throw Interrupted("by a signal");
  };
  const Protocol toy{
      .name = "toy", .roles = two_roles, .claims = listed, .attacks = [&](const std::string&) {
        return std::vector{cut};
      }};
  ScriptedTarget target;
  const Report r = run(toy, target, {.seed = Bytes(32)}, [](auto&&...) {}, stop);
  CHECK(r.interrupted);
  CHECK(r.results.at(0).verdict != RowVerdict::broken);
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
