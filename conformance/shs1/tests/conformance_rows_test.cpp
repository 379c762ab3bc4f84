// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "conformance/shs1/mutants/mutants.hpp"
#include "conformance/shs1/peers/reference_target.hpp"
#include "conformance/shs1/tests/rows.hpp"

// The attacks whose first row is C, R or S1 to S4: against the reference, and against the mutants
// that the catalogue names for them.
namespace assay::mallory {
namespace {

const std::vector<std::string> handshake = {
    "A01", "A02", "A03", "A04", "A06", "B02", "B03",  "B04", "B05", "B06", "B07", "B10", "B11",
    "C08", "C11", "C14", "C18", "C21", "C22", "E01a", "F05", "J01", "J02", "J04", "X05"};
const std::vector<std::string> stream = {"I01", "I02", "I03", "I04", "I05", "I06", "I07", "I08",
                                         "I10", "I11", "I12", "I13", "I14", "I22", "I23"};
const std::vector<std::string> both_roles = {"A01", "A02", "A04", "B10",
                                             "C18", "J01", "J02", "X05"};

void check_withstood(const Report& report) {
  for (const AttackResult& a : report.attacks) {
    for (const CaseResult& c : a.cases) {
      INFO(case_name("shs1", *a.attack, c.slug) << ": " << c.observed);
      CHECK(c.verdict == (a.attack->id == "A06" ? Verdict::policy : Verdict::withstood));
    }
    CHECK((a.controls > 0) == (a.attack->control != nullptr));
  }
  CHECK(report.defects.empty());
}

bool has(const Report& report, Role role, const std::string& id) {
  return std::ranges::any_of(report.attacks, [&](const AttackResult& a) {
    return a.attack->role == role && a.attack->id == id;
  });
}

TEST_CASE("the reference withstands every attack of rows C, R and S1 to S4") {
  const auto target = reference_target();
  const Effort effort = GENERATE(Effort::quick, Effort::normal);
  check_withstood(run_attacks(*target, handshake, effort));
  check_withstood(run_attacks(*target, stream, effort));
}

TEST_CASE("every attack that both roles can suffer exists for both") {
  const auto target = reference_target();
  const Report hands = run_attacks(*target, handshake, Effort::quick);
  const Report streams = run_attacks(*target, stream, Effort::quick);
  for (const Role role : {Role::server, Role::client}) {
    for (const std::string& id : both_roles) CHECK(has(hands, role, id));
    for (const std::string& id : stream) CHECK(has(streams, role, id));
  }
  CHECK(hands.attacks.size() == handshake.size() + both_roles.size());
}

// It takes its process with it, so it is tested where it has one of its own.
bool dies(const mutants::Mutant& m) {
  return std::ranges::any_of(m.flaws, [](mutants::Flaw f) {
    return f == mutants::Flaw::low_order_kills || f == mutants::Flaw::bad_A_p_kills ||
           f == mutants::Flaw::dies_above_4096;
  });
}

TEST_CASE("each mutant is killed by the attacks of these rows that it names, in each role") {
  std::vector<std::string> mine = handshake;
  mine.insert(mine.end(), stream.begin(), stream.end());
  for (const mutants::Mutant& m : mutants::all()) {
    std::vector<std::string> ids;
    for (const std::string& kill : m.kills) {
      const std::string id = kill.substr(kill.find('.') + 1);
      if (std::ranges::find(mine, id) != mine.end()) ids.push_back(id);
    }
    if (ids.empty() || dies(m) || m.id == "M75")
      continue;  // M75 shows through the executable contract
    const auto target = mutants::mutant_target(m);
    // A limit of a few milliseconds would pass between two bytes on a busy machine.
    const double scale = m.flaws.contains(mutants::Flaw::limit_on_each_read) ? 1 : 0.05;
    const Report report = run_attacks(*target, ids, Effort::normal, 7, scale);
    for (const AttackResult& a : report.attacks) {
      const std::string name = std::string(assay::name(a.attack->role)) + "." + a.attack->id;
      if (std::ranges::find(m.kills, name) == m.kills.end()) continue;
      INFO(m.id << " (" << m.flaw << ") under " << name << ": " << a.cases.front().observed);
      const Verdict v = a.verdict();
      const bool killed = v == Verdict::succeeded || v == Verdict::crashed || v == Verdict::hung;
      CHECK(killed);
    }
  }
}

}  // namespace
}  // namespace assay::mallory
