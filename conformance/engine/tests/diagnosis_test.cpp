// SPDX-License-Identifier: MIT
#include "conformance/engine/diagnosis.hpp"

#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "conformance/engine/tests/scripted_target.hpp"

namespace assay {
namespace {

const Pattern every_toy_attack = {"T01", "T02", "T03", "T04", "T05", "T06", "T07", "T08"};

const KnownPatterns known = {
    .attacks = {{Role::server, every_toy_attack}, {Role::client, every_toy_attack}},
    .mutants = {{"M01", {"the lid is open", {{Role::server, {"T01", "T02", "T03"}}}}},
                {"M02", {"the lid is loose", {{Role::server, {"T01", "T02", "T03"}}}}},
                {"M03", {"the box is empty", {{Role::server, {"T07"}}, {Role::client, {"T08"}}}}}}};

// "M01 2/3 M02": the nearest, in how many of how many, and those that are as near.
std::string likeness_in(const PatternBook& book, const Pattern& seen,
                        const Pattern& tried = every_toy_attack, Role role = Role::server) {
  const auto like = nearest("toy/b", role, seen, tried, book);
  if (!like) return "";
  std::string text = fmt::format("{} {}/{}", like->mutant, like->common.size(), like->together);
  for (const std::string& other : like->as_near) text += " " + other;
  return text;
}

std::string likeness(const Pattern& seen, const Pattern& tried = every_toy_attack,
                     Role role = Role::server) {
  return likeness_in({{"toy/b", known}}, seen, tried, role);
}

constexpr const char* diagnosis_claims = R"({"-": {"-": {
  "C": {"server": {"-": {"claim": "holds", "why": "x", "required": ["T09"]}}},
  "P02": {"server": {"-": {"claim": "holds", "why": "x", "required": ["T01", "T02", "T03"],
    "supplementary": ["T11", "T12", "T13", "T14"]}}},
  "P14": {"server": {"-": {"claim": "lacks", "why": "x", "required": ["T07"], "note": "n"}}}}}})";

Attack ends_with(std::string id, Verdict verdict, bool honest = false) {
  Attack attack{.id = std::move(id),
                .slug = "t",
                .role = Role::server,
                .meaning = "",
                .expected = "",
                .spec = ""};
  if (!honest) attack.control = [](Stage&) {};
  attack.cases = [verdict](Stage&) {
    const auto play = [verdict](Stage&) { return Result{verdict, "seen"}; };
    return std::vector<Case>{{.slug = "", .change = "", .run = play}};
  };
  return attack;
}

Report attacked(const std::vector<Attack>& attacks) {
  const std::string text = patterns_text({{"toy", known}});
  const Protocol toy{.name = "toy",
                     .roles = {{Role::server, "listener"}},
                     .claims = diagnosis_claims,
                     .attacks = [&](const std::string&) { return attacks; },
                     .patterns = text};
  ScriptedTarget target;
  const std::atomic<bool> never = false;
  return run(toy, target, {.seed = Bytes(32)}, [](auto&&...) {}, never);
}

std::map<std::string, std::string> diagnoses(const Report& report) {
  std::map<std::string, std::string> all;
  for (const AttackResult& a : report.attacks)
    if (!a.diagnosis.empty()) all[a.attack->id] = a.diagnosis;
  return all;
}

}  // namespace

TEST_CASE("a target that fails as a mutant does is like it, and like all that fail alike") {
  CHECK(likeness({"T01", "T02", "T03"}) == "M01 3/3 M02");
  CHECK(likeness({"T07"}) == "M03 1/1");
}

TEST_CASE("what differs from a mutant in as much as it shares is not near it") {
  CHECK(likeness({"T01", "T02", "T03", "T04", "T05"}) == "M01 3/5 M02");
  CHECK(likeness({"T01", "T02", "T03", "T04", "T05", "T06"}).empty());
}

TEST_CASE("what is like no mutant, or nothing at all, has no diagnosis") {
  CHECK(likeness({"T04", "T05"}).empty());
  CHECK(likeness({}).empty());
}

TEST_CASE("the ends of a target are compared each with its own") {
  CHECK(likeness({"T07"}, every_toy_attack, Role::client).empty());
  CHECK(likeness({"T08"}, every_toy_attack, Role::client) == "M03 1/1");
}

TEST_CASE("an attack that was not tried speaks neither for nor against, where most were") {
  CHECK(likeness({"T01", "T02"}, {"T01", "T02"}) == "M01 2/2 M02");
  CHECK(likeness({"T01"}, {"T01"}).empty());
}

TEST_CASE("where many flaws look the same, none of them is named") {
  KnownPatterns alike = {.attacks = known.attacks};
  for (const char* id : {"M03", "M04", "M05", "M06"}) alike.mutants[id] = known.mutants.at("M03");
  CHECK(likeness_in({{"toy/b", alike}}, {"T07"}) == "M03 1/1 M04 M05 M06");
  alike.mutants["M07"] = known.mutants.at("M03");
  CHECK(likeness_in({{"toy/b", alike}}, {"T07"}).empty());
}

TEST_CASE("a variant's target is compared with all of its family, and its own come first") {
  const PatternBook family = {
      {"toy/a",
       {.mutants = {{"M00", {"the lid is lost", {{Role::server, {"T07"}}}}},
                    {"M04", {"the lock is open", {{Role::server, {"T04", "T05"}}}}}}}},
      {"toy/b", known},
      {"toy/c", {.mutants = {{"M04", {"the lock is open", {{Role::server, {"T04", "T05"}}}}}}}}};
  CHECK(likeness_in(family, {"T07"}) == "M03 1/1 M00");
  CHECK(likeness_in(family, {"T04", "T05", "T06"}) == "M04 2/3");
}

TEST_CASE("the diagnosis stands beside the attacks that the target and the mutant both fail") {
  const Report report =
      attacked({ends_with("T01", Verdict::succeeded), ends_with("T02", Verdict::succeeded),
                ends_with("T03", Verdict::withstood), ends_with("T07", Verdict::succeeded)});
  const auto found = diagnoses(report);
  CHECK(found.size() == 2);
  REQUIRE(found.contains("T01"));
  CHECK(found.at("T01") == "the lid is open (like mutant M01 in 2 of 3 attacks, and like 1 other)");
}

TEST_CASE("a target on which every attack but those by design fails has no diagnosis") {
  const Report report =
      attacked({ends_with("T01", Verdict::withstood), ends_with("T02", Verdict::withstood),
                ends_with("T03", Verdict::withstood), ends_with("T07", Verdict::succeeded)});
  CHECK(diagnoses(report).empty());
}

TEST_CASE("an attack that is younger than the patterns speaks neither for nor against") {
  std::vector<Attack> all = {ends_with("T07", Verdict::withstood)};
  for (const char* id : {"T01", "T02", "T03", "T11", "T12", "T13", "T14"})
    all.push_back(ends_with(id, Verdict::succeeded));
  const auto found = diagnoses(attacked(all));
  CHECK(found.size() == 3);
  CHECK(found.contains("T03"));
}

}  // namespace assay
