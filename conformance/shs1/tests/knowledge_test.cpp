// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "conformance/engine/run.hpp"
#include "conformance/shs1/peers/reference_target.hpp"
#include "conformance/shs1/protocol.hpp"

// The attacks of rows P01, P06, P09 to P14 and P16 against the reference.
namespace assay::mallory {
namespace {

const std::vector<std::string> rows = {"P01", "P06", "P09", "P10", "P11",
                                       "P12", "P13", "P14", "P16"};

Report against_reference(Effort effort) {
  const auto target = reference_target();
  const std::atomic<bool> stop = false;
  const Progress quiet = [](const AttackResult&, const CaseResult&, int, int) {};
  static const Protocol protocol = shs1_protocols().front();
  return run(protocol, *target, {.rows = rows, .effort = effort, .seed = Bytes(32, 7)}, quiet,
             stop);
}

TEST_CASE("the reference keeps its secrets, and lacks what the design lacks") {
  for (const Effort effort : {Effort::quick, Effort::normal}) {
    const Report report = against_reference(effort);
    for (const AttackResult& a : report.attacks) {
      for (const CaseResult& c : a.cases) {
        INFO(case_name("shs1", *a.attack, c.slug) << ": " << c.observed);
        if (c.verdict == Verdict::policy) continue;
        CHECK(c.verdict == (a.attack->id == "G16" ? Verdict::succeeded : Verdict::withstood));
      }
    }
    for (const CellResult& r : report.results) {
      INFO(r.cell->name() << ": " << r.reason);
      CHECK(r.verdict ==
            (r.cell->claim == Claim::lacks ? RowVerdict::by_design : RowVerdict::held));
    }
    CHECK(report.defects.empty());
  }
}

}  // namespace
}  // namespace assay::mallory
