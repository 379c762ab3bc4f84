// SPDX-License-Identifier: MIT
#include "conformance/engine/mutants.hpp"

#include <catch2/catch.hpp>

#include "conformance/engine/tests/scripted_target.hpp"

namespace assay {
namespace {

using Words = std::vector<std::string>;

constexpr const char* claims = R"({"-": {"-": {
  "P02": {"server": {"-": {"claim": "holds", "why": "x", "required": ["T01"]}},
          "client": {"-": {"claim": "lacks", "why": "x", "required": ["T03"]}}},
  "C": {"server": {"-": {"claim": "holds", "why": "x", "required": ["T02"]}}}}}})";

Attack attack_at(const std::string& id, Role role, bool wins) {
  const auto run = [=](Stage&) {
    return Result{wins ? Verdict::succeeded : Verdict::withstood, "seen"};
  };
  return {.id = id,
          .slug = "t",
          .role = role,
          .meaning = "",
          .expected = "",
          .spec = "",
          .control = [](Stage&) {},
          .cases =
              [=](Stage&) { return std::vector<Case>{{.slug = "one", .change = "", .run = run}}; }};
}

// Of a protocol whose attacks on the server win where they are named.
Protocol protocol_where(Words winners) {
  return {.name = "toy",
          .roles = {{Role::server, "listener"}, {Role::client, "dialer"}},
          .claims = claims,
          .attacks = [winners = std::move(winners)](const std::string&) {
            const auto wins = [&](const char* id) {
              return std::ranges::find(winners, id) != winners.end();
            };
            return std::vector<Attack>{attack_at("T01", Role::server, wins("T01")),
                                       attack_at("T02", Role::server, wins("T02")),
                                       attack_at("T03", Role::client, true)};
          }};
}

MutantTrial tried(const Words& winners, const MutantInfo& mutant) {
  const std::atomic<bool> never = false;
  ScriptedTarget target;
  return try_mutant(protocol_where(winners), mutant, target, {.seed = Bytes(32)}, never);
}

const MutantInfo flawed{.id = "M", .flaw = "f", .breaks = {"server.P02"}, .kills = {"server.T01"}};

MutantInfo alike_where(const Words& winners) {
  MutantInfo m = flawed;
  m.alike = [winners](Protocol& played) { played.attacks = protocol_where(winners).attacks; };
  return m;
}

}  // namespace

TEST_CASE("A mutant is killed on the row that it names, by the cases that won there") {
  const MutantTrial t = tried({"T01"}, flawed);
  CHECK(t.killed);
  CHECK(t.faults.empty());
  CHECK(t.shown_by == std::map<std::string, Words>{{"server.P02", {"server/T01-t/one"}}});
  CHECK(t.won == std::set<std::string>{"client.T03", "server.T01"});
}

TEST_CASE("A mutant that breaks another row than it names is not as listed") {
  const MutantTrial more = tried({"T01", "T02"}, flawed);
  CHECK(more.killed);
  CHECK(more.faults == Words{"broken beyond the list: server.C"});
  const MutantTrial other = tried({"T02"}, flawed);
  CHECK_FALSE(other.killed);
  CHECK(other.faults == Words{"listed but not broken: server.P02",
                              "broken beyond the list: server.C",
                              "should win and did not: server.T01"});
}

TEST_CASE("Of a mutant that its own cases do not kill it is said what does") {
  MutantInfo m = flawed;
  m.kills = {}, m.cases = {"*T01*"};
  CHECK(tried({"T01"}, m).killed);
  CHECK(tried({}, m).faults ==
        Words{"listed but not broken: server.P02", "it survives every attack"});
  CHECK(tried({"T02"}, m).faults ==
        Words{"listed but not broken: server.P02", "all attacks break only server.C"});
}

TEST_CASE("A mutant that is listed as equivalent may break nothing") {
  const MutantInfo m{.id = "M", .flaw = "f", .breaks = {}, .kills = {}, .equivalent = "proof"};
  CHECK(tried({}, m).faults.empty());
  const MutantTrial t = tried({"T01"}, m);
  CHECK_FALSE(t.killed);
  CHECK(t.faults == Words{"listed as equivalent, yet it breaks server.P02"});
}

TEST_CASE("A mutant that is wrong at both ends breaks C alone, and its row among its like") {
  const MutantTrial t = tried({"T02"}, alike_where({"T01"}));
  CHECK(t.killed);
  CHECK(t.faults.empty());
  CHECK(t.shown_by.contains("server.C"));
  CHECK(tried({}, alike_where({"T01"})).faults == Words{"it interoperates with the reference"});
}

TEST_CASE("Mutants are counted by the message that they are about") {
  const MutantInfo of_msg1{.id = "a", .flaw = "", .breaks = {}, .kills = {}, .message = "msg1"};
  const MutantInfo of_none = flawed;
  CHECK(per_message({&of_msg1, &of_none, &of_msg1}) == std::map<std::string, int>{{"msg1", 2}});
}

TEST_CASE("What is required is what a cell that holds asks for") {
  CHECK(required_attacks(protocol_where({})) == std::set<std::string>{"server.T01", "server.T02"});
}

}  // namespace assay
