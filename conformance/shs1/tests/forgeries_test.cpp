// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <set>

#include "conformance/engine/run.hpp"
#include "conformance/shs1/peers/reference_target.hpp"
#include "conformance/shs1/suite.hpp"

// The attacks of rows P02, P03, P04, P05, P07, P08 and P15 against the reference.
namespace assay::mallory {
namespace {

const std::vector<std::string> rows = {"P02", "P03", "P04", "P05", "P07", "P08", "P15"};

Report against_reference(Effort effort, std::uint8_t seed) {
  const auto target = reference_target();
  const bool stop = false;
  const Progress quiet = [](const AttackResult&, const CaseResult&, int, int) {};
  static const Suite suite = shs1_suite();
  return run(suite, *target, {.rows = rows, .effort = effort, .seed = Bytes(32, seed)}, quiet,
             stop);
}

TEST_CASE("the reference withstands every forgery, and lacks what the design lacks") {
  for (const Effort effort : {Effort::quick, Effort::normal}) {
    const Report report = against_reference(effort, 7);
    for (const AttackResult& a : report.attacks) {
      const bool shows_a_lack = a.attack->id == "X01";
      for (const CaseResult& c : a.cases) {
        INFO(case_name("shs1", *a.attack, c.slug) << ": " << c.observed);
        if (c.verdict == Verdict::policy) continue;
        CHECK(c.verdict == (shows_a_lack ? Verdict::succeeded : Verdict::withstood));
      }
    }
    CHECK(report.defects.empty());
  }
}

TEST_CASE("sessions at normal effort", "[.count]") {
  const Report report = against_reference(Effort::normal, 7);
  for (const AttackResult& a : report.attacks) {
    double ms = 0;
    int sessions = 0;
    for (const CaseResult& c : a.cases) {
      ms += c.milliseconds;
      for (const Entry& e : c.transcript.entries()) sessions += e.what == "opened";
    }
    WARN(a.attack->name() << ": " << a.cases.size() << " cases, " << sessions << " sessions + "
                          << a.controls << " controls, " << ms << " ms, " << name(a.verdict()));
  }
  WARN(report.milliseconds << " ms in all");
}

}  // namespace
}  // namespace assay::mallory
