// SPDX-License-Identifier: MIT
#include <algorithm>
#include <catch2/catch.hpp>

#include "conformance/shs1/tests/rows.hpp"
#include "conformance/shs1/tests/tampered_target.hpp"

// Targets that name another peer than the one that proved its key, in one event each.
namespace assay::mallory {
namespace {

const std::vector<std::string> names = {"X06", "X07"};

TamperedTarget names_wrongly(Role role, Event::Kind kind, std::optional<Bytes> as) {
  return TamperedTarget({.answer = [=](const OpenRequest& request, Answer& a, std::size_t) {
    if (request.role != role) return;
    for (Event& e : a.events)
      if (e.kind == kind) e.peer = as;
  }});
}

RowVerdict verdict_of(const Report& report, const std::string& row, const std::string& half,
                      Role role) {
  const auto it = std::ranges::find_if(report.results, [&](const CellResult& c) {
    return c.cell->row == row && c.cell->half == half && c.cell->role == role;
  });
  REQUIRE(it != report.results.end());
  return it->verdict;
}

Verdict verdict_on(const Report& report, Role role, const std::string& id) {
  const auto it = std::ranges::find_if(report.attacks, [&](const AttackResult& a) {
    return a.attack->role == role && a.attack->id == id;
  });
  REQUIRE(it != report.attacks.end());
  return it->verdict();
}

TEST_CASE("the reference names whoever proved its key") {
  const auto target = reference_target();
  const Report report = run_attacks(*target, names, Effort::quick);
  for (const AttackResult& a : report.attacks) CHECK(a.verdict() == Verdict::withstood);
  CHECK(report.attacks.size() == 3);
}

TEST_CASE("an event that names somebody else is noticed, whichever it is") {
  const auto kind = GENERATE(Event::Kind::authorize, Event::Kind::verified, Event::Kind::done);
  const Role role = kind == Event::Kind::done ? GENERATE(Role::server, Role::client) : Role::server;
  TamperedTarget target = names_wrongly(role, kind, Bytes(32, 7));
  const Report report = run_attacks(target, names, Effort::quick);
  CHECK(verdict_on(report, role, "X06") == Verdict::succeeded);
  const std::string row = role == Role::server ? "P02" : "P03";
  CHECK(verdict_of(report, row, "name", role) == RowVerdict::broken);
}

TEST_CASE("a server that asks about somebody else breaks P15") {
  TamperedTarget target = names_wrongly(Role::server, Event::Kind::authorize, Bytes(32, 7));
  const Report report = run_attacks(target, names, Effort::quick);
  CHECK(verdict_on(report, Role::server, "X07") == Verdict::succeeded);
  CHECK(verdict_of(report, "P15", "-", Role::server) == RowVerdict::broken);
}

TEST_CASE("where nobody is named, the half of names is undecided") {
  TamperedTarget target(
      {.answer =
           [](const OpenRequest&, Answer& a, std::size_t) {
             for (Event& e : a.events) e.peer.reset();
           },
       .outcome = [](std::map<std::string, Bytes>& all) { all.erase("peer_pk"); }});
  const Report report = run_attacks(target, {"X06", "C03", "D01"}, Effort::quick);
  for (const Role role : {Role::server, Role::client})
    CHECK(verdict_of(report, role == Role::server ? "P02" : "P03", "name", role) ==
          RowVerdict::undecided);
}

}  // namespace
}  // namespace assay::mallory
