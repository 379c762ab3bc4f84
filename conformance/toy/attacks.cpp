// SPDX-License-Identifier: MIT
#include "conformance/toy/attacks.hpp"

#include "conformance/terms/evaluate.hpp"
#include "conformance/terms/expression.hpp"
#include "conformance/toy/formulas.hpp"
#include "conformance/toy/own_end.hpp"
#include "conformance/toy/rows.hpp"

namespace assay {
namespace {

// Over what the target could not be made to do: skipped, and named.
void toy_needs(const ToyEnd& end, const Stage& stage, const terms::Row& row,
               const terms::RowCase& c) {
  if (c.slug == "early-by-1-ns" && !stage.caps.has("clock")) throw Unsupported("clock");
  if (row.id == "T03" && !end.given.contains("N"))
    throw Unsupported("a hello to reflect: it speaks second");
}

Bytes toy_forged(const ToyEnd& end, const terms::Row& row, const terms::RowCase& c) {
  const terms::Values honest = end.values();
  std::vector<terms::Delta> deltas;
  for (const terms::Delta& d : c.deltas)
    deltas.push_back(literal(toy_book(end.carrier), d, honest));
  return terms::evaluate(toy_book(end.carrier), end.given, Role::peer, deltas, honest)
      .at(row.message);
}

Result toy_play(Stage& stage, Carrier carrier, const terms::Row& row, const terms::RowCase& c) {
  ToyEnd end = toy_session(stage, carrier);
  toy_needs(end, stage, row, c);
  if (row.message != "h") {
    end.say(end.values().at("h"));
    end.hear_hello();
    end.given["P"] = end.receive("proof");
  }
  if (row.message == "d") {
    end.say(end.values().at("p"));
    end.receive("finish");
  }
  end.say(toy_forged(end, row, c));
  end.hear_hello();
  return refused(end.line, end.demand());
}

Result toy_agrees(Stage& stage, Carrier carrier) {
  try {
    toy_honest_run(stage, carrier);
    return {Verdict::withstood, "completed"};
  } catch (const ControlFailed& failed) {
    return {Verdict::succeeded, failed.what()};
  }
}

// The proof comes from elsewhere, then, unless that ended the session, from where it should.
Result toy_proof_from_elsewhere(Stage& stage) {
  ToyEnd end = toy_session(stage, Carrier::datagrams);
  end.say(end.values().at("h"));
  end.hear_hello();
  end.receive("proof");
  const Bytes p = end.values().at("p");
  end.say(p, "elsewhere");
  --end.said;
  if (!end.line.ended()) end.say(p);
  const auto is_finish = [](const Datagram& d) { return d.data.size() == 33 && d.data[0] == 3; };
  while (const auto datagram = end.line.receive_datagram()) {
    if (is_finish(*datagram) && datagram->address == "elsewhere")
      return {Verdict::succeeded, "it took a proof from another address, and answered there"};
    if (is_finish(*datagram)) return {Verdict::withstood, "it answered its peer alone"};
  }
  if (end.line.ended()) return {Verdict::withstood, end.line.summary()};
  return {Verdict::hung, "its peer's own proof is not answered; " + end.line.summary()};
}

Attack toy_agreement(Carrier carrier) {
  return {.id = "T01",
          .slug = "agrees",
          .role = Role::peer,
          .meaning = "It does not interoperate.",
          .expected = "three messages, and the same k at both ends",
          .spec = "spec/toy.md#3",
          .likely = "a formula differs",
          .cases = [=](Stage&) {
            return std::vector<Case>{{.slug = "", .change = "none", .run = [=](Stage& stage) {
                                        return toy_agrees(stage, carrier);
                                      }}};
          }};
}

Attack toy_from_elsewhere() {
  return {.id = "T06",
          .slug = "proof-from-elsewhere",
          .role = Role::peer,
          .meaning = "Who writes from another address than the peer is answered in its place.",
          .expected = "refused at proof, or the peer alone is answered",
          .spec = "spec/toy.md#4",
          .likely = "the sender's address is not compared",
          .control = [](Stage& stage) { toy_honest_run(stage, Carrier::datagrams); },
          .cases =
              [](Stage&) {
                return std::vector<Case>{{.slug = "",
                                          .change = "the address that proof is from",
                                          .run = toy_proof_from_elsewhere}};
              }};
}

}  // namespace

void toy_honest_run(Stage& stage, Carrier carrier) {
  ToyEnd end = toy_session(stage, carrier);
  end.say(end.values().at("h"));
  end.hear_hello();
  const terms::Values v = end.values();
  end.demand(end.receive("proof") == v.at("P"), "the proof");
  end.say(v.at("p"));
  end.demand(end.receive("finish") == v.at("D"), "the finish");
  end.say(v.at("d"));
  end.demand(end.line.wait([](const Conversation& c) { return c.succeeded(); }), "its success");
  if (stage.caps.has("outcome")) end.demand(end.line.outcome().at("k") == v.at("k"), "k");
}

std::vector<Attack> toy_attacks(Carrier carrier) {
  const terms::Table table{
      .messages = {{"h", {Role::peer, "refused at hello, no proof sent", "spec/toy.md#3.1"}},
                   {"p", {Role::peer, "refused at proof, no finish sent", "spec/toy.md#3.2"}},
                   {"d", {Role::peer, "refused at finish, no success", "spec/toy.md#3.3"}}},
      .control = [=](Stage& stage) { toy_honest_run(stage, carrier); },
      .play = [=](Stage& stage, const terms::Row& row,
                  const terms::RowCase& c) { return toy_play(stage, carrier, row, c); }};
  std::vector<Attack> attacks = {toy_agreement(carrier)};
  for (Attack& attack : terms::attacks_of(toy_rows(), table)) attacks.push_back(std::move(attack));
  if (carrier == Carrier::datagrams) attacks.push_back(toy_from_elsewhere());
  return attacks;
}

}  // namespace assay
