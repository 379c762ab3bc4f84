// SPDX-License-Identifier: MIT
#include "conformance/shs1/attacks/attacks.hpp"
#include "conformance/shs1/attacks/rows.hpp"
#include "conformance/shs1/formulas.hpp"
#include "conformance/terms/evaluate.hpp"
#include "conformance/terms/expression.hpp"

// Plays a row: the runner's end is honest up to the message, and the message is the book's with the
// row's changes.
namespace assay::mallory {
namespace {

struct Met {
  Conversation line;
  Terms terms;  // what the runner's end knows by then
};

Met meet(Stage& stage, const Keys& keys, const OpenRequest& request, const std::string& message) {
  if (message == "msg1") {
    Terms own;
    own.a = stage.rng.bytes(32);
    own.a_p = base(own.a);
    return {Conversation(stage, request), own};
  }
  if (message == "msg3") {
    AsClient s = exchange_hellos(stage, keys, request);
    return {std::move(s.line), s.t};
  }
  AsServer s =
      message == "msg4" ? exchange_to_msg3(stage, keys, request) : read_msg1(stage, keys, request);
  return {std::move(s.line), s.t};
}

// What the formulas start from: keys, and what the target has sent.
terms::Values given_to_forger(Stage& stage, const Keys& keys, const Terms& t) {
  terms::Values given;
  terms::add_known(given, {{"K", &keys.K}, {"B", &keys.B}, {"B_p", &keys.B_p}, {"M", &keys.M}});
  terms::add_known(given, {{"a", &t.a}, {"b", &t.b}, {"a_p", &t.a_p}, {"b_p", &t.b_p}});
  if (stage.role == Role::server) {
    given["A"] = keys.A;
  } else {
    terms::add_known(given,
                     {{"A_p", &t.A_p}, {"sigA", &t.sigA}, {"H", &t.H}, {"A_stolen", &keys.A}});
  }
  given["K'"] = stage.rng.bytes(32);
  given["noise"] = stage.rng.bytes(112);
  return given;
}

// The honest values: those that the runner's end has computed already, and what else follows.
terms::Values honest_values(const terms::Values& given, Role by, const Terms& t) {
  terms::Values known = given;
  terms::add_known(known, {{"ab", &t.ab}, {"aB", &t.aB}, {"Ab", &t.Ab}, {"hab", &t.hab}});
  terms::add_known(known, {{"A_p", &t.A_p}, {"sigA", &t.sigA}, {"H", &t.H}, {"sigB", &t.sigB}});
  terms::add_known(known, {{"K2", &t.K2}, {"K3", &t.K3}});
  return terms::evaluate(spoken_book(), given, by, {}, known);
}

Bytes forged(Stage& stage, const Keys& keys, const Terms& t, const terms::RowCase& c,
             const std::string& message, std::size_t& right_size) {
  const Role by = stage.role == Role::server ? Role::client : Role::server;
  const terms::Values given = given_to_forger(stage, keys, t);
  const terms::Values honest = honest_values(given, by, t);
  std::vector<terms::Delta> deltas;
  for (const terms::Delta& d : c.deltas) deltas.push_back(literal(spoken_book(), d, honest));
  right_size = honest.at(message).size();
  return terms::evaluate(spoken_book(), given, by, deltas, honest).at(message);
}

Result play_row(Stage& stage, const terms::Row& row, const terms::RowCase& c) {
  const Keys keys = Keys::draw(stage.keys);
  Met met =
      meet(stage, keys, row.anyone ? open_server_to_anyone(stage, keys) : open_target(stage, keys),
           row.message);
  std::size_t right_size = 0;
  const Bytes sent = forged(stage, keys, met.terms, c, row.message, right_size);
  met.line.send(sent);
  if (sent.size() < right_size) met.line.eof();
  Result result = refused(met.line);
  if (c.taken_is_policy && result.verdict == Verdict::succeeded) result.verdict = Verdict::policy;
  return result;
}

}  // namespace

std::vector<Attack> row_attacks() {
  const terms::Table table{
      .messages = {{"msg1", {Role::server, "refused at msg1, no msg2 sent", "spec/shs1.md#3.1"}},
                   {"msg2", {Role::client, "refused at msg2, no msg3 sent", "spec/shs1.md#3.2"}},
                   {"msg3", {Role::server, "refused at msg3, nothing sent", "spec/shs1.md#3.3"}},
                   {"msg4",
                    {Role::client, "refused at msg4, nothing sent, no success reported",
                     "spec/shs1.md#3.4"}}},
      .control = honest_run,
      .play = play_row};
  return terms::attacks_of(shs1_rows(), table);
}

}  // namespace assay::mallory
