// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <set>

#include "conformance/shs1/mutants/mutants.hpp"
#include "conformance/shs1/peers/reference_target.hpp"
#include "conformance/shs1/tests/rows.hpp"

// The attacks whose first row is P02, P03, P04, P05, P07, P08 or P15: against the reference, and
// against the mutants that are made for them.
namespace assay::mallory {
namespace {

const std::vector<std::string> forgeries = {
    "A05", "B01", "C01",  "C02", "C03", "C04", "C05", "C06", "C09", "C10", "C13",
    "C15", "C16", "C19",  "C23", "C24", "C27", "C28", "C29", "D01", "D02", "D03",
    "D04", "D05", "D06",  "D08", "D09", "D10", "D11", "D12", "D13", "D14", "D15",
    "E02", "E03", "E01b", "E04", "E05", "G01", "H05", "X01"};

std::string role_and_id(const Attack& a) { return std::string(name(a.role)) + "." + a.id; }

TEST_CASE("the reference withstands every forgery, and lacks what the design lacks") {
  const auto target = reference_target();
  const Report report = run_attacks(*target, forgeries, GENERATE(Effort::quick, Effort::normal));
  std::set<std::string> ran;
  for (const AttackResult& a : report.attacks) {
    ran.insert(a.attack->id);
    const Verdict expected = a.attack->id == "X01" ? Verdict::succeeded : Verdict::withstood;
    for (const CaseResult& c : a.cases) {
      INFO(case_name("shs1", *a.attack, c.slug) << ": " << c.observed);
      CHECK((c.verdict == Verdict::policy || c.verdict == expected));
    }
    CHECK(a.controls > 0);
  }
  CHECK(ran == std::set(forgeries.begin(), forgeries.end()));
  CHECK(report.defects.empty());
}

TEST_CASE("only the alias, the unmasked points and allowed early data are left to policy") {
  const auto target = reference_target();
  for (const AttackResult& a : run_attacks(*target, forgeries).attacks) {
    for (const CaseResult& c : a.cases) {
      INFO(case_name("shs1", *a.attack, c.slug));
      const bool policy = a.attack->id == "C23" || c.slug.ends_with("-unmasked") ||
                          (a.attack->id == "A05" && c.slug == "allowed");
      CHECK(policy == (c.verdict == Verdict::policy));
    }
  }
}

// M29 and M30 take this process with them.
bool dies(const mutants::Mutant& m) {
  return m.flaws.contains(mutants::Flaw::low_order_kills) ||
         m.flaws.contains(mutants::Flaw::bad_A_p_kills);
}

// M15 shows its flaw after 100 ms, so its deadlines are those of a real run.
double scale_for(const mutants::Mutant& m) { return m.id == "M15" ? 1 : 0.05; }

std::set<std::string> of_these_rows(const std::vector<std::string>& kills) {
  std::set<std::string> mine;
  for (const std::string& kill : kills) {
    const std::string id = kill.substr(kill.find('.') + 1);
    if (std::ranges::find(forgeries, id) != forgeries.end()) mine.insert(kill);
  }
  return mine;
}

// Slow, half a minute unoptimised: every mutant meets every forgery, so that none succeeds unnamed.
TEST_CASE("each mutant falls to the forgeries that it names, and to no other") {
  for (const mutants::Mutant& m : mutants::all()) {
    const std::set<std::string> expected = of_these_rows(m.kills);
    if (expected.empty() || dies(m)) continue;
    const auto target = mutants::mutant_target(m);
    std::set<std::string> succeeded;
    for (const AttackResult& a :
         run_attacks(*target, forgeries, Effort::quick, 7, scale_for(m)).attacks) {
      if (a.attack->id == "X01") continue;
      if (a.verdict() == Verdict::succeeded) succeeded.insert(role_and_id(*a.attack));
    }
    INFO(m.id << ": " << m.flaw);
    CHECK(succeeded == expected);
  }
}

}  // namespace
}  // namespace assay::mallory
