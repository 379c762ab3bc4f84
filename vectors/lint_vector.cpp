// SPDX-License-Identifier: MIT
#include <algorithm>
#include <stdexcept>
#include <utility>

#include "conformance/shs1/algebra.hpp"
#include "vectors/formulas.hpp"
#include "vectors/lint.hpp"
#include "vectors/play.hpp"

namespace assay::vectors {
namespace {

const std::vector<std::string> stages = {"open", "msg1", "msg2", "msg3", "msg4"};

std::ptrdiff_t rank(const std::string& stage) {
  return std::ranges::find(stages, stage) - stages.begin();
}

bool sends(Party party, std::size_t message) {
  return (message % 2 == 1) == (party == Party::client);
}

std::vector<Party> observed(const Test& test) {
  if (test.focus) return {test.focus->party};
  return {Party::client, Party::server};
}

// Which fields go together: spec/vectors.md §3.
void lint_shape(const Section& section, const Test& test, const Say& say) {
  const bool changed = test.delta.has_value();
  if (section.policy != test.differs.has_value()) {
    say("differs", "every test of a policy file has it, and no other");
  }
  if (!section.policy && test.valid != section.valid) {
    say("result", "does not belong into this file");
  }
  if (!test.valid && section.refuses && test.reject && test.reject->party != *section.refuses) {
    say("reject.party", "does not belong into this file");
  }
  if (!test.valid && !changed) say("delta", "an invalid test has exactly one");
  if (section.valid && changed) say("delta", "an honest session has none");
  if (test.valid == test.reject.has_value()) say("reject", "exactly the invalid tests have it");
  if (changed != test.focus.has_value()) say("focus", "exactly the changed tests have it");
  if (changed == test.control.empty()) say("control", "exactly the changed tests have it");
  const auto known = terms::operations(shs1_book());
  if (changed && std::ranges::find(known, test.delta->op) == known.end()) {
    say("delta.op", "\"" + test.delta->op + "\" is not in the list of spec/vectors.md §4");
  }
}

void lint_transcript(const Test& test, const Say& say) {
  if (test.transcript.empty()) say("transcript", "is empty");
  for (std::size_t i = 0; i < test.transcript.size(); ++i) {
    const Wire& wire = test.transcript[i];
    const std::string field = "transcript[" + std::to_string(i) + "]";
    if (i + 1 >= stages.size() || wire.message != stages[i + 1]) {
      say(field + ".message", "must be msg1, msg2, msg3, msg4 in turn");
      continue;
    }
    for (const Party party : observed(test)) {
      const std::string& self = sends(party, i + 1) ? wire.from : wire.to;
      if (self != name(party)) say(field, "must be from or to the " + std::string(name(party)));
    }
  }
}

// Values that parties are set up with: each public half belongs to its secret.
void lint_keys(const Test& test, const Values& honest, const Say& say) {
  const auto compare = [&](const std::string& party, const Values& keys) {
    for (const auto& [letter, octets] : keys) {
      if (letter == "B_p" && party == "client" && test.delta) continue;  // lint_configuration
      if (honest.at(letter) != octets) {
        say("parties." + party + "." + letter, "is not what follows from the secrets");
      }
    }
  };
  compare("client", test.client);
  compare("server", test.server);
  compare("mallory", test.mallory);
}

// What the delta says of a party's configuration, and nothing else, is what the party has.
void lint_configuration(const Test& test, const Values& honest, const Say& say) {
  Bytes dials = honest.at("B_p"), admits = honest.at("A_p");
  if (test.delta && terms::is_setting(shs1_book(), *test.delta)) {
    Bytes& changed = test.delta->target == "client.B_p" ? dials : admits;
    changed = terms::resolve(std::get<std::string>(test.delta->value), honest);
  }
  if (test.client.at("B_p") != dials) say("parties.client.B_p", "is not what the delta makes it");
  if (test.admits != std::vector<Bytes>{admits}) {
    say("parties.server.admits", "is not what the delta makes it");
  }
}

bool same_secrets(const Values& x, const Values& y) {
  return std::ranges::all_of(x, [&](const auto& entry) {
    const auto found = y.find(entry.first);
    return entry.first == "B_p" || (found != y.end() && found->second == entry.second);
  });
}

void lint_control(const Test& test, const Test* control, const Say& say) {
  if (control == nullptr) return say("control", "there is no test " + test.control);
  if (!control->valid || control->delta) return say("control", "must be an honest session");
  if (test.K != control->K || !same_secrets(control->client, test.client) ||
      !same_secrets(control->server, test.server)) {
    say("parties", "the keys are not the control's");
  }
  const std::ptrdiff_t first = rank(test.focus->reads);
  for (const Wire& wire : test.transcript) {
    const std::ptrdiff_t at = rank(wire.message);
    if (at > std::ssize(control->transcript)) continue;  // lint_transcript has said so
    const bool same = control->transcript[static_cast<std::size_t>(at - 1)].wire == wire.wire;
    if (at < first && !same) {
      say("transcript", wire.message + " differs from the control's before focus.reads");
    }
    const bool config = terms::is_setting(shs1_book(), *test.delta);
    if (at == first && same != config) {
      say("transcript", config ? wire.message + " must be the control's"
                               : wire.message + " is the control's: the delta changes nothing");
    }
  }
}

void lint_values(const Test& test, Party party, const Say& say) {
  const Values values = evaluate(test, party, test.delta);
  const auto letters = intermediates_through(test.transcript.back().message);
  for (const std::string& letter : letters) {
    const auto found = test.intermediates.find(letter);
    if (found == test.intermediates.end()) {
      say("intermediates." + letter, "is missing");
    } else if (found->second != values.at(letter)) {
      say("intermediates." + letter, "is not what the formulas give: " + hex(values.at(letter)));
    }
  }
  if (test.intermediates.size() > letters.size()) {
    say("intermediates", "hold more than the transcript uses");
  }
  for (const Wire& wire : test.transcript) {
    if (values.at(wire.message) != wire.wire) {
      say("transcript." + wire.message, "is not what the formulas and the delta give");
    }
  }
  const auto outcome = test.outcome.find(party);
  if (outcome == test.outcome.end())
    return say("outcome." + std::string(name(party)), "is missing");
  if (outcome->second.has_value() != test.valid) {
    say("outcome." + std::string(name(party)), "there is one exactly when the result is valid");
  } else if (test.valid && *outcome->second != outcome_of(values, party)) {
    say("outcome." + std::string(name(party)), "is not what the formulas give");
  }
}

// The wires of an honest session taken apart again, from the receiver's end.
void lint_wires(const Test& test, const Say& say) {
  const auto wire = [&](std::size_t i) -> const Bytes& { return test.transcript.at(i).wire; };
  const auto value = [&](std::string_view letter) -> const Bytes& {
    return test.intermediates.find(letter)->second;
  };
  if (wire(0) != cat(value("mac1"), test.client.at("a_p")))
    say("transcript.msg1", "does not split");
  if (wire(1) != cat(value("mac2"), test.server.at("b_p")))
    say("transcript.msg2", "does not split");
  if (mallory::open(value("K2"), wire(2)) != value("H")) say("transcript.msg3", "does not open");
  if (mallory::open(value("K3"), wire(3)) != value("sigB")) say("transcript.msg4", "does not open");
  const Bytes &B_p = test.server.at("B_p"), &hab = value("hab");
  if (!mallory::verify(test.client.at("A_p"), value("sigA"), cat(test.K, B_p, hab))) {
    say("intermediates.sigA", "does not verify");
  }
  if (!mallory::verify(B_p, value("sigB"), cat(test.K, value("H"), hab))) {
    say("intermediates.sigB", "does not verify");
  }
}

void lint_rejection(const Test& test, const Played& played, const Say& say) {
  const Reject& reject = *test.reject;
  if (played.rejected_at.empty()) return say("result", "the reference accepts this");
  const std::ptrdiff_t at = rank(played.rejected_at);
  if (at < rank(reject.earliest) || at > rank(reject.latest)) {
    say("reject", "the reference refuses at " + played.rejected_at);
  }
  if (played.reason != reject.reason) {
    say("reject.reason", "the reference says " + played.reason);
  }
  std::vector<std::string> silent;
  for (std::size_t i = 1; i < stages.size(); ++i) {
    if (sends(reject.party, i) && std::cmp_greater(i, rank(reject.latest))) {
      silent.push_back(stages[i]);
    }
  }
  silent.push_back("stream");
  if (reject.must_not_send != silent) {
    say("reject.must_not_send", "must be all that the party sends after reject.latest");
  }
  if (reject.party != test.focus->party) say("reject.party", "is not focus.party");
  if (reject.latest != test.transcript.back().message) {
    say("reject.latest", "the transcript does not end there");
  }
}

void lint_play(const Test& test, Party party, const Say& say) {
  const Played played = play(test, party);
  const std::string who(name(party));
  for (const Wire& wire : test.transcript) {
    const auto sent = played.sent.find(wire.message);
    if (sent != played.sent.end() && sent->second != wire.wire) {
      say("transcript." + wire.message, "the reference sends something else as " + who);
    }
  }
  if (!test.valid) return lint_rejection(test, played, say);
  if (!played.outcome) {
    say("result",
        "the reference refuses as " + who + " at " + played.rejected_at + ": " + played.reason);
  } else if (test.outcome.contains(party) && test.outcome.at(party) != played.outcome) {
    say("outcome." + who, "is not the reference's");
  }
}

}  // namespace

void lint_test(const Section& section, const Test& test, const Test* control, const Say& say) {
  bool sound = true;
  const Say noting = [&](const std::string& field, const std::string& what) {
    sound = false;
    say(field, what);
  };
  try {
    lint_shape(section, test, noting);
    lint_transcript(test, noting);
    if (!sound) return;  // what follows relies on these
    Values honest = evaluate(test, Party::client, std::nullopt);
    lint_keys(test, honest, say);
    lint_configuration(test, honest, say);
    if (test.delta) lint_control(test, control, say);
    for (const Party party : observed(test)) {
      lint_values(test, party, noting);
      lint_play(test, party, noting);
    }
    if (!test.delta && sound) lint_wires(test, say);
  } catch (const std::exception& e) {
    say("test", e.what());
  }
}

}  // namespace assay::vectors
