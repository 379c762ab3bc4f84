// SPDX-License-Identifier: MIT
#include "vectors/maker/session.hpp"

#include <algorithm>

#include "conformance/terms/delta.hpp"

namespace assay::vectors {
namespace {

std::string other_of(const VectorSet& set, std::string_view party) {
  for (const std::string& name : playing_parties(set)) {
    if (name != party) return name;
  }
  return std::string(party);
}

// Each side plays with what the other has sent so far.
void play_both(const VectorSet& set, Test& test) {
  for (const auto& [message, from] : set.messages) {
    test.transcript.push_back(
        {message, from, other_of(set, from), set.play(test, from).sent.at(message)});
  }
}

// The peer of the party under test is itself until it sends the changed message; who sends that is
// mallory. A party that is set up otherwise meets an honest peer.
void play_against(const VectorSet& set, const Where& where, const Values& values, Test& test) {
  const std::string honest_peer = other_of(set, where.party);
  const bool setting = terms::is_setting(*set.book, *test.delta);
  bool changed_yet = false;
  for (const auto& [message, from] : set.messages) {
    changed_yet = changed_yet || (message == where.reads && !setting);
    const std::string peer = changed_yet ? std::string(mallory_name) : honest_peer;
    const bool own = from == where.party;
    test.transcript.push_back(
        {message, own ? where.party : peer, own ? peer : where.party, values.at(message)});
    if (message == where.latest) return;
  }
}

void add_attacker(const VectorSet& set, const Values& honest, Test& test) {
  Values& mallory = test.parties[std::string(mallory_name)] = set.attacker;
  for (const Field& field : party_of(set, mallory_name).fields) {
    if (!field.given) mallory[field.name] = honest.at(field.value_of());
  }
}

// A delta on a setting is what the party is set up with.
void configure(const VectorSet& set, const Values& honest, Test& test) {
  if (!terms::is_setting(*set.book, *test.delta)) return;
  for (auto& [name, values] : test.parties) {
    for (auto& [field, bytes] : values) {
      if (test.delta->target != name + "." + field) continue;
      bytes = terms::resolve(std::get<std::string>(test.delta->value), honest);
    }
  }
}

bool sends_any(const Test& test, std::string_view party) {
  return std::ranges::find(test.transcript, party, &Wire::from) != test.transcript.end();
}

}  // namespace

Test honest(const VectorSet& set, Test test) {
  set.set_up(test);
  play_both(set, test);
  test.intermediates = set.intermediates_of(test);
  for (const std::string& party : playing_parties(set)) {
    test.outcome[party] = set.play(test, party).outcome;
  }
  return test;
}

Test changed(const VectorSet& set, const Test& control, const Case& change, const Where& where) {
  Test t = control;
  t.id = set.protocol + "/" + where.party + "/" + where.reads + "/" + change.slug;
  t.comment = change.comment;
  t.valid = where.reason.empty();
  t.flags = {change.flag};
  t.focus = Focus{where.party, where.reads};
  t.control = control.id;
  t.delta = change.delta;
  t.parties[std::string(mallory_name)] = set.attacker;
  const Values honest = evaluate(set, t, where.party, std::nullopt);
  add_attacker(set, honest, t);
  configure(set, honest, t);
  const Values values = evaluate(set, t, where.party, t.delta);
  t.transcript.clear();
  play_against(set, where, values, t);
  t.intermediates.clear();
  for (const std::string& letter : intermediates_through(set, t.transcript.back().message)) {
    t.intermediates[letter] = values.at(letter);
  }
  t.outcome = {{where.party, set.play(t, where.party).outcome}};
  if (!t.valid) {
    t.reject = Reject{where.party, where.earliest, where.latest, where.reason,
                      silent_after(set, where.party, where.latest)};
  }
  // Who has sent nothing has decided before its own ephemeral had any part in it.
  if (!sends_any(t, where.party)) t.requires_.clear();
  return t;
}

}  // namespace assay::vectors
