// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "conformance/engine/run.hpp"
#include "conformance/shs1/contract/contract_target.hpp"
#include "conformance/shs1/form.hpp"
#include "conformance/shs1/protocol.hpp"
#include "conformance/targets/hsp_target.hpp"

// The mutants of rows C and R that need a process of their own: three die, one exits with the wrong
// code.
namespace assay::mallory {
namespace {

const Protocol form = shs1_form();

Report run_attack(Target& target, const std::string& id) {
  static const Protocol protocol = shs1_protocols().front();
  const std::atomic<bool> stop = false;
  const Progress quiet = [](const AttackResult&, const CaseResult&, int, int) {};
  return run(protocol, target, {.cases = {"shs1/*/" + id + "-*"}, .seed = Bytes(32, 7)}, quiet,
             stop);
}

void check_all(const Report& report, Verdict verdict) {
  REQUIRE_FALSE(report.attacks.empty());
  for (const AttackResult& a : report.attacks) {
    INFO(a.attack->name() << ": " << a.cases.front().observed);
    CHECK(a.verdict() == verdict);
  }
}

std::vector<std::string> mutant(const std::string& id, const std::string& as) {
  return {ASSAY_MUTANT, "--id", id, "--as", as};
}

TEST_CASE("a mutant that dies of an input is charged with the crash") {
  const auto [id, attack] =
      GENERATE(table<std::string, std::string>({{"M29", "E01a"}, {"M30", "C22"}, {"M52", "I11"}}));
  INFO(id << " under " << attack);
  check_all(run_attack(*hsp_target(form, mutant(id, "hsp"), 1), attack), Verdict::crashed);
  check_all(run_attack(*hsp_target(form, mutant("M00", "hsp"), 1), attack), Verdict::withstood);
}

// Slow, some seconds: what an executable supports is found by a dozen runs of each role.
TEST_CASE(
    "an executable that exits with 0 after a failed handshake is told from one that does not") {
  for (const auto& [id, verdict] :
       {std::pair{"M75", Verdict::succeeded}, std::pair{"M00", Verdict::withstood}}) {
    const std::vector<std::string> command = mutant(id, "executable");
    check_all(run_attack(*contract_target({.server = command, .client = command}, 1), "X05"),
              verdict);
  }
}

// Slow for the same reason.
TEST_CASE("the stream of an executable that echoes is judged") {
  const auto judged = [](const std::string& id, const std::string& attack) {
    return run_attack(*contract_target({.server = mutant(id, "executable")}, 1), attack);
  };
  for (const auto& [id, attack] : {std::pair{"M50", "I04"},
                                   {"M53", "I12"},
                                   {"M58", "I23"},
                                   {"M88", "I07"},
                                   {"M89", "I01"},
                                   {"M90", "I14"}}) {
    INFO(id);
    check_all(judged(id, attack), Verdict::succeeded);
  }
  check_all(judged("M00", "I07"), Verdict::withstood);
}

}  // namespace
}  // namespace assay::mallory
