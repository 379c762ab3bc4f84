// SPDX-License-Identifier: MIT
#include "conformance/engine/patterns.hpp"

#include <catch2/catch.hpp>

#include "conformance/engine/tests/scripted_target.hpp"

namespace assay {
namespace {

using Lines = std::vector<std::string>;

Attack attack_named(const char* id, Role role, std::function<std::vector<Case>(Stage&)> cases = {},
                    std::function<void(Stage&)> control = {}) {
  return {.id = id,
          .slug = "t",
          .role = role,
          .meaning = "",
          .expected = "",
          .spec = "",
          .control = std::move(control),
          .cases = std::move(cases)};
}

Attack ending_as(const char* id, Verdict verdict, bool honest = false) {
  return attack_named(
      id, Role::server,
      [verdict](Stage&) {
        const auto play = [verdict](Stage&) { return Result{verdict, "seen"}; };
        return std::vector<Case>{{.slug = "", .change = "", .run = play}};
      },
      honest ? std::function<void(Stage&)>() : [](Stage&) {});
}

constexpr const char* patterns_claims = R"({"-": {"-": {
  "C": {"server": {"-": {"claim": "holds", "why": "x", "required": ["T09"]}}},
  "P02": {"server": {"-": {"claim": "holds", "why": "x", "required": ["T01", "T02", "T03"]}}},
  "P14": {"server": {"-": {"claim": "lacks", "why": "x", "required": ["T07"], "note": "n"}}}}}})";

Report report_on(const std::vector<Attack>& attacks) {
  const Protocol toy{.name = "toy",
                     .roles = {{Role::server, "listener"}},
                     .claims = patterns_claims,
                     .attacks = [&](const std::string&) { return attacks; }};
  ScriptedTarget target;
  const std::atomic<bool> never = false;
  return run(toy, target, {.seed = Bytes(32)}, [](auto&&...) {}, never);
}

const KnownPatterns two_mutants = {
    .attacks = {{Role::server, {"T01", "T02"}}, {Role::client, {"T01"}}},
    .mutants = {{"M01", {"f", {{Role::server, {"T01"}}}}}, {"M02", {"f"}}}};

// What is stale in them, for a protocol that has those two attacks on a server and one on a client.
Lines stale(const std::vector<MutantInfo>& listed, const KnownPatterns& kept = two_mutants) {
  const std::string text = patterns_text({{"toy", kept}});
  const Protocol toy{.name = "toy",
                     .attacks =
                         [](const std::string&) {
                           return std::vector<Attack>{attack_named("T01", Role::server),
                                                      attack_named("T02", Role::server),
                                                      attack_named("T01", Role::client)};
                         },
                     .mutants = [&] { return listed; },
                     .patterns = text};
  return stale_patterns(toy);
}

MutantInfo toy_mutant(const char* id) { return {.id = id, .flaw = "f", .breaks = {}, .kills = {}}; }

}  // namespace

TEST_CASE("patterns are read as they were written, and what are none are refused") {
  const PatternBook book = {{"toy/a", two_mutants}, {"toy/b", {}}};
  CHECK(parse_patterns(patterns_text(book)) == book);
  CHECK(parse_patterns("").empty());
  CHECK_THROWS_AS(parse_patterns("{}"), std::invalid_argument);
  CHECK_THROWS_AS(parse_patterns("[1"), std::invalid_argument);
}

TEST_CASE("a mutant's pattern is what succeeded on it and broke a row") {
  const Report report =
      report_on({ending_as("T01", Verdict::succeeded), ending_as("T02", Verdict::withstood),
                 ending_as("T03", Verdict::skipped), ending_as("T07", Verdict::succeeded)});
  CHECK(patterns_of(report) == Patterns{{Role::server, {"T01"}}});
  CHECK(tried_in(report) == Patterns{{Role::server, {"T01", "T02", "T07"}}});
}

TEST_CASE("neither a crash nor an honest run that fails is in a pattern") {
  CHECK(patterns_of(report_on({ending_as("T01", Verdict::crashed), ending_as("T02", Verdict::hung),
                               ending_as("T09", Verdict::succeeded, true)}))
            .empty());
}

TEST_CASE("patterns are not stale for a mutant that needs none") {
  std::vector<MutantInfo> listed = {toy_mutant("M01"), toy_mutant("M02"), toy_mutant("M03"),
                                    toy_mutant("M04"), toy_mutant("M05")};
  listed[1].cases = {"*"};
  listed[2].equivalent = "proof";
  listed[3].alike = [](Protocol&) {};
  listed[4].cases = {"*T01*"};
  CHECK(stale(listed).empty());
}

TEST_CASE("of stale patterns it is said what they lack and what they have too much") {
  const std::string end = "; .ci/patterns build/release/assay makes them anew";
  CHECK(stale({toy_mutant("M01"), toy_mutant("M02"), toy_mutant("M05")}) ==
        Lines{"the patterns of toy lack the mutant M05" + end});
  CHECK(stale({toy_mutant("M02")}) ==
        Lines{"the patterns of toy have a mutant that is not listed, or needs none: M01" + end});
  KnownPatterns older = two_mutants;
  older.attacks[Role::client].insert("T07");
  older.mutants["M01"].wins[Role::peer] = {"T01"};
  older.mutants["M02"].flaw = "g";
  CHECK(stale({toy_mutant("M01"), toy_mutant("M02")}, older) ==
        Lines{"the patterns of toy have other words for the mutant M02" + end,
              "the patterns of toy name an attack that there is not, client.T07" + end,
              "the patterns of toy name an attack that there is not, peer.T01" + end});
}

TEST_CASE("a mutant shows otherwise where an attack that its pattern knows comes out otherwise") {
  const auto otherwise = [](const Pattern& tried, const Pattern& seen, bool more = false) {
    return shown_otherwise(two_mutants, "M01", {{Role::server, tried}}, {{Role::server, seen}},
                           more);
  };
  CHECK(otherwise({"T01", "T02"}, {"T01"}).empty());
  CHECK(otherwise({"T02", "T09"}, {"T09"}).empty());
  CHECK(otherwise({"T01", "T02"}, {"T02"}) == Pattern{"server.T01", "server.T02"});
  CHECK(otherwise({"T01", "T02"}, {"T02"}, true) == Pattern{"server.T01"});
  CHECK(shown_otherwise(two_mutants, "M09", {{Role::server, {"T01"}}}, {}, false).empty());
}

}  // namespace assay
