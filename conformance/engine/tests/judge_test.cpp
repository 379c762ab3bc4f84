// SPDX-License-Identifier: MIT
#include "conformance/engine/judge.hpp"

#include <catch2/catch.hpp>

namespace assay {
namespace {

const Attack x01{
    .id = "X01", .slug = "x", .role = Role::server, .meaning = "", .expected = "", .spec = ""};
const Attack x02{
    .id = "X02", .slug = "y", .role = Role::server, .meaning = "", .expected = "", .spec = ""};

AttackResult result(const Attack& a, std::vector<Verdict> verdicts, int controls = 1) {
  AttackResult r{.attack = &a, .controls = controls};
  for (const Verdict v : verdicts) {
    r.cases.push_back({.slug = "", .change = "", .verdict = v, .observed = "cap q"});
  }
  return r;
}

Cell cell(std::vector<std::string> required, std::vector<std::string> more = {}) {
  return {.row = "P02",
          .role = Role::server,
          .half = "-",
          .required = std::move(required),
          .supplementary = std::move(more)};
}

RowVerdict verdict(const Cell& c, const std::vector<AttackResult>& attacks) {
  return judge(c, attacks).verdict;
}

constexpr auto withstood = Verdict::withstood, succeeded = Verdict::succeeded,
               crashed = Verdict::crashed, hung = Verdict::hung, policy = Verdict::policy,
               skipped = Verdict::skipped, failed = Verdict::control_failed;

}  // namespace

TEST_CASE("An attack succeeded if one case did, whatever the others did") {
  CHECK(combine({withstood, failed, hung, crashed, succeeded}) == succeeded);
  CHECK(combine({withstood, failed, hung, crashed}) == crashed);
  CHECK(combine({withstood, failed, hung}) == hung);
  CHECK(combine({withstood, failed, skipped}) == failed);
}

TEST_CASE("An attack is skipped only when no case could run") {
  CHECK(combine({skipped, withstood}) == withstood);
  CHECK(combine({skipped, skipped}) == skipped);
  CHECK(combine({skipped, policy}) == skipped);
}

TEST_CASE("Policy cases count for nothing") {
  CHECK(combine({policy, withstood}) == withstood);
  CHECK(combine({policy, succeeded}) == succeeded);
}

TEST_CASE("A row is held when every required attack ran and none succeeded") {
  CHECK(verdict(cell({"X01", "X02"}), {result(x01, {withstood}), result(x02, {withstood})}) ==
        RowVerdict::held);
}

TEST_CASE("A row is broken when one attack succeeded, required or not") {
  CHECK(verdict(cell({"X01", "X02"}), {result(x01, {succeeded}), result(x02, {crashed})}) ==
        RowVerdict::broken);
  CHECK(verdict(cell({"X01"}, {"X02"}), {result(x01, {withstood}), result(x02, {succeeded})}) ==
        RowVerdict::broken);
}

TEST_CASE("A crash is never a pass: the row is inconclusive") {
  for (const Verdict v : {crashed, hung, failed}) {
    CHECK(verdict(cell({"X01", "X02"}), {result(x01, {withstood}), result(x02, {withstood, v})}) ==
          RowVerdict::inconclusive);
  }
  CHECK(verdict(cell({"X01"}, {"X02"}), {result(x01, {withstood}), result(x02, {crashed})}) ==
        RowVerdict::inconclusive);
}

TEST_CASE("A supplementary attack whose control failed leaves the row as it is") {
  CHECK(verdict(cell({"X01"}, {"X02"}), {result(x01, {withstood}), result(x02, {failed})}) ==
        RowVerdict::held);
}

TEST_CASE("On row R a crash or a hang breaks") {
  Cell r = cell({"X01"});
  r.row = "R";
  CHECK(verdict(r, {result(x01, {withstood, crashed})}) == RowVerdict::broken);
  CHECK(verdict(r, {result(x01, {hung})}) == RowVerdict::broken);
  CHECK(verdict(r, {result(x01, {failed})}) == RowVerdict::inconclusive);
}

TEST_CASE("A death that was seen once leaves its row open, and R as well") {
  AttackResult once = result(x01, {withstood, crashed});
  once.cases[1].trials = {{"in this run", 1, 1}, {"in a fresh process", 0, 3}};
  Cell r = cell({"X01"});
  CHECK(judge(r, {once}).reason == "the target crashed once, in server/X01-x");
  r.row = "R";
  CHECK(verdict(r, {once}) == RowVerdict::inconclusive);
  r.required = {"X02"};
  CHECK(verdict(r, {result(x02, {withstood}), once}) == RowVerdict::inconclusive);
  once.cases[1].trials[1].seen = 1;
  CHECK(verdict(r, {result(x02, {withstood}), once}) == RowVerdict::broken);
}

TEST_CASE("A success that was seen once breaks its row, and the reason says of how many trials") {
  AttackResult once = result(x01, {withstood, succeeded});
  once.cases[1].trials = {{"in this run", 1, 1}, {"in a fresh process", 0, 3}};
  const CellResult r = judge(cell({"X01"}), {once});
  CHECK(r.verdict == RowVerdict::broken);
  CHECK(r.reason == "server/X01-x (1 of 4 trials)");
  CHECK(r.decisive == std::vector<std::string>{"server/X01-x"});
}

TEST_CASE("Honest runs that failed break row C, whatever it lists") {
  Attack honest = x02;
  honest.id = std::string(honest_runs_id);
  Cell c = cell({"X01"});
  c.row = "C";
  CHECK(verdict(c, {result(x01, {withstood}), result(honest, {succeeded})}) == RowVerdict::broken);
  CHECK(verdict(cell({"X01"}), {result(x01, {withstood}), result(honest, {succeeded})}) ==
        RowVerdict::held);
}

TEST_CASE("A row of which a required attack did not run is partial, or undecided when none did") {
  const CellResult part =
      judge(cell({"X01", "X02"}), {result(x01, {withstood}), result(x02, {skipped})});
  CHECK(part.verdict == RowVerdict::partial);
  CHECK(part.reason == "1 of 2 required attacks ran and was withstood; cap q");
  CHECK(verdict(cell({"X01", "X02"}), {result(x01, {skipped}), result(x02, {skipped})}) ==
        RowVerdict::undecided);
  CHECK(judge(cell({"X01", "X02"}), {result(x01, {withstood})}).reason ==
        "1 of 2 required attacks ran and was withstood; -k left out 1");
}

TEST_CASE("A row whose essential attack did not run is undecided, whatever else ran") {
  Cell c = cell({"X01", "X02"});
  c.essential = {"X02"};
  CHECK(verdict(c, {result(x01, {withstood}), result(x02, {skipped})}) == RowVerdict::undecided);
  CHECK(verdict(c, {result(x01, {withstood})}) == RowVerdict::undecided);
  CHECK(verdict(c, {result(x01, {skipped}), result(x02, {withstood})}) == RowVerdict::partial);
  CHECK(verdict(c, {result(x01, {succeeded}), result(x02, {skipped})}) == RowVerdict::broken);
}

TEST_CASE("A policy-only required attack is not a reason to call the row incomplete") {
  CHECK(verdict(cell({"X01", "X02"}), {result(x01, {withstood}), result(x02, {policy})}) ==
        RowVerdict::held);
}

TEST_CASE("A lack is by design when its attack shows it, and stricter when the target withstands") {
  Cell lack = cell({"X01"});
  lack.claim = Claim::lacks;
  CHECK(verdict(lack, {result(x01, {succeeded})}) == RowVerdict::by_design);
  CHECK(verdict(lack, {result(x01, {withstood})}) == RowVerdict::stricter);
  CHECK(verdict(lack, {result(x01, {failed})}) == RowVerdict::inconclusive);
  CHECK(verdict(lack, {result(x01, {skipped})}) == RowVerdict::undecided);
}

TEST_CASE("A cell that does not apply is neutral, and says why") {
  Cell none = cell({});
  none.claim = Claim::not_applicable;
  none.why = "there are no keys";
  const CellResult r = judge(none, {result(x01, {succeeded})});
  CHECK(r.verdict == RowVerdict::not_applicable);
  CHECK(r.reason == "there are no keys");
}

TEST_CASE("A crash in an attack of another row breaks R, and no other row than its own") {
  Cell robust = cell({"X01"});
  robust.row = "R";
  CHECK(verdict(robust, {result(x01, {withstood}), result(x02, {crashed})}) == RowVerdict::broken);
  CHECK(verdict(robust, {result(x01, {withstood}), result(x02, {hung})}) == RowVerdict::held);
  CHECK(verdict(cell({"X01"}), {result(x01, {withstood}), result(x02, {crashed})}) ==
        RowVerdict::held);
}

TEST_CASE("An attack on the other role counts for nothing") {
  Cell client = cell({"X01"});
  client.role = Role::client;
  CHECK(verdict(client, {result(x01, {succeeded})}) == RowVerdict::undecided);
}

TEST_CASE("A verdict carries what decided it and how much was run") {
  const CellResult r = judge(cell({"X01", "X02"}),
                             {result(x01, {succeeded, withstood}, 3), result(x02, {policy}, 2)});
  CHECK(r.decisive == std::vector<std::string>{"server/X01-x"});
  CHECK(r.controls == 5);
  CHECK(r.cases == 2);
}

TEST_CASE("Every verdict on a row and on a case has the word of the closed list") {
  using enum RowVerdict;
  std::string rows, cases;
  for (const RowVerdict v : {held, RowVerdict::broken, by_design, stricter, partial, undecided,
                             inconclusive, not_applicable})
    rows += std::string(name(v)) + ",";
  CHECK(rows == "HELD,BROKEN,BY DESIGN,STRICTER,PARTIAL,UNDECIDED,INCONCLUSIVE,N/A,");
  for (const Verdict v : {Verdict::withstood, Verdict::succeeded, Verdict::crashed, Verdict::hung,
                          Verdict::policy, Verdict::skipped, Verdict::control_failed})
    cases += std::string(name(v)) + ",";
  CHECK(cases == "WITHSTOOD,SUCCEEDED,CRASHED,HUNG,POLICY,SKIPPED,VOID,");
}

}  // namespace assay
