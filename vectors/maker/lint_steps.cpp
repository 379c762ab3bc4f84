// SPDX-License-Identifier: MIT
#include <algorithm>

#include "conformance/terms/interpreter.hpp"
#include "vectors/maker/lint.hpp"

namespace assay::vectors {
namespace {

using terms::Interpreter;

// What `party` is set up with, by letter; lists are for whom its application admits.
Values set_up_of(const VectorSet& set, const Test& test, const Party& party) {
  Values given;
  for (const Field& field : set.shared) given[field.value_of()] = test.shared.at(field.name);
  for (const Field& field : party.fields) {
    const auto found = test.parties.at(party.name).find(field.name);
    if (!field.list && found != test.parties.at(party.name).end()) {
      given[field.value_of()] = found->second;
    }
  }
  return given;
}

// Whoever no list is about is admitted.
bool admits(const Test& test, const Party& party, std::string_view letter, View value) {
  for (const Field& field : party.fields) {
    if (!field.list || field.value_of() != letter) continue;
    const View list = test.parties.at(party.name).at(field.name);
    for (std::size_t at = 0; at < list.size(); at += field.bytes) {
      if (std::ranges::equal(list.subspan(at, field.bytes), value)) return true;
    }
    return false;
  }
  return true;
}

struct Steps {
  Interpreter end;
  std::string at = "open";  // the last message that it read
  Bytes sent = {}, due = {};
};

// The steps read a message whole, of the one length that it has. Empty where it has that.
std::string why_not_whole(const VectorSet& set, const Wire& wire, std::size_t wanted) {
  const View bytes = wire.wire;
  const auto says_whole = [&] {
    return bytes.size() >= 2 &&
           static_cast<std::size_t>(bytes[0] << 8 | bytes[1]) == bytes.size() - 2;
  };
  if (!set.other_length.empty() && bytes.size() != wanted && says_whole()) return set.other_length;
  return bytes.size() < wanted ? "end_of_stream" : "";
}

// Why the message is none that the steps read; empty where they go on.
std::string read_wire(const VectorSet& set, const Test& test, const Party& party, const Wire& wire,
                      Steps& steps) {
  if (steps.end.state() != Interpreter::State::reads) return "";
  steps.at = wire.message;
  const std::string why = why_not_whole(set, wire, steps.end.wanted());
  if (!why.empty()) return why;
  steps.end.read(View(wire.wire).first(steps.end.wanted()));
  if (steps.end.state() == Interpreter::State::asks) {
    const std::string_view letter = steps.end.at().letter;
    steps.end.decide(admits(test, party, letter, steps.end.values().find(letter)->second));
  }
  steps.sent = cat(steps.sent, steps.end.take_sent());
  return "";
}

// Gives the party its part of the transcript. The reason of its refusal, empty when there is none.
std::string take_part(const VectorSet& set, const Test& test, const Party& party, Steps& steps) {
  steps.sent = steps.end.take_sent();
  for (const Wire& wire : test.transcript) {
    if (wire.from == party.name) {
      steps.due = cat(steps.due, wire.wire);
    } else if (std::string why = read_wire(set, test, party, wire, steps); !why.empty()) {
      return why;
    }
  }
  return std::string(steps.end.reason());
}

}  // namespace

void lint_steps(const VectorSet& set, const Test& test, std::string_view name, const Say& say) {
  const Party& party = party_of(set, name);
  Steps steps{Interpreter(*set.book, party.role.value(), set_up_of(set, test, party))};
  const std::string who = "whoever takes the steps as " + party.name;
  const std::string reason = take_part(set, test, party, steps);
  const std::size_t common = std::min(steps.sent.size(), steps.due.size());
  if (!std::ranges::equal(View(steps.sent).first(common), View(steps.due).first(common))) {
    say("transcript", who + " sends something else");
  }
  if (!test.valid) return lint_refusal(set, test, {steps.at, reason}, who, say);
  if (steps.end.state() != Interpreter::State::done) {
    say("result", who + " does not accept at " + steps.at + ": " + reason);
  } else if (const auto due = test.outcome.find(name);
             due != test.outcome.end() && due->second != steps.end.outcome()) {
    say("outcome." + party.name, "is not that of " + who);
  }
}

}  // namespace assay::vectors
