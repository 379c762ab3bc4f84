// SPDX-License-Identifier: MIT
#include "conformance/engine/claims.hpp"

#include <catch2/catch.hpp>

#include "conformance/ladder/tests/played.hpp"

using namespace assay;
using namespace assay::rungs;

namespace {

// y where the row holds in all roles and halves, n where one lacks it, - where it does not apply.
char letter_of(const std::vector<Cell>& cells, const std::string& row) {
  char letter = '-';
  for (const Cell& cell : cells) {
    // The relay's half of P16 is lost by every design, so it tells none apart.
    if (cell.row != row || cell.half == "relay" || cell.claim == Claim::not_applicable) continue;
    if (cell.claim == Claim::lacks) return 'n';
    letter = 'y';
  }
  return letter;
}

std::string claimed_vector(const Protocol& protocol, const std::string& mode) {
  const std::vector<Cell> cells = parse_claims(protocol, mode);
  std::string letters;
  for (std::size_t i = 0; i < 16; ++i) letters += letter_of(cells, row_order().at(i));
  return letters;
}

struct Vector {
  const char *rung, *named, *otherwise;
};

}  // namespace

TEST_CASE("each rung claims P01 to P16 as spec/ladder.md §10 argues") {
  const Vector vectors[] = {{"dh", "", "ynnnn-nn--------"},
                            {"sign-own", "ynnnnnnnnnnnnnnn", "ynnnnnnnnnnnnnnn"},
                            {"badh", "ynnnnynnnnnnynnn", "ynnnnynnnnnnynnn"},
                            {"iso", "yyyynyynnnnnynnn", "yyyynyynnnnnynnn"},
                            {"sts-enc", "ynnnnynnnnnnynnn", "yyyynyynnnnnynnn"},
                            {"sts-mac", "ynnnnynnnnnnynnn", "yyyynyynnnnnynnn"},
                            {"sts-enc-id", "ynnnnynnyyyyynnn", "yyyynyynyyyyynnn"},
                            {"sign-key", "ynnnnynnnnnnynnn", "yyyynyynnnnnynnn"},
                            {"sigma-0", "yyyynyynnnnnynnn", "yyyynyynnnnnynnn"},
                            {"sigma-i", "yyyynyynyyyyynnn", "yyyynyynyyyyynnn"},
                            {"sigma-r", "yyynyyynyyyyyyyn", "yyynyyynyyyyyyyn"},
                            {"sigma-ike", "yyynyyynyyyyyyyn", "yyynyyynyyyyyyyn"},
                            {"sigma-i-ack", "yyyyyyynyyyyynnn", "yyyyyyynyyyyynnn"}};
  for (const Vector& v : vectors) {
    CAPTURE(v.rung);
    const Protocol protocol = ladder_protocol(v.rung);
    CHECK(claimed_vector(protocol, protocol.default_mode()) == v.otherwise);
    if (protocol.modes.empty()) continue;
    CHECK(claimed_vector(protocol, std::string(named)) == v.named);
    CHECK(claimed_vector(protocol, std::string(named_pop)) == v.otherwise);
  }
}

namespace {

void check_claims(const Rung& rung, const std::string& mode, const MakeMachine& make) {
  INFO(rung.name << " " << mode);
  const Report report = played(rung, mode, make);
  CHECK(exit_code(report) == 0);
  CHECK(rows_that_are(report, RowVerdict::stricter) == std::set<std::string>{});
  CHECK(report.results.size() > 20);
}

}  // namespace

TEST_CASE("the reference of every rung holds what it claims, and lacks what it lacks") {
  for (const Rung& rung : all_rungs()) {
    if (!rung.has_names()) check_claims(rung, "", reference_machine);
    for (const std::string& mode : modes_of(rung)) check_claims(rung, mode, reference_machine);
  }
}

TEST_CASE("the formulas of every rung, played, are judged as its reference is") {
  for (const Rung& rung : all_rungs())
    check_claims(
        rung, rung.has_names() ? std::string(named) : "",
        [](const Rung& one, const RungSettings& s) { return twisted_machine(one, s, {}); });
}
