// SPDX-License-Identifier: MIT
#include <stdexcept>

#include "vectors/maker/lint.hpp"

namespace assay::vectors {
namespace {

void lint_intermediates(const VectorSet& set, const Test& test, const Values& values,
                        const Say& say) {
  const auto letters = intermediates_through(set, test.transcript.back().message);
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
}

void lint_values(const VectorSet& set, const Test& test, const std::string& party, const Say& say) {
  const Values values = evaluate(set, test, party, test.delta);
  lint_intermediates(set, test, values, say);
  for (const Wire& wire : test.transcript) {
    if (values.at(wire.message) != wire.wire) {
      say("transcript." + wire.message, "is not what the formulas and the delta give");
    }
  }
  const auto outcome = test.outcome.find(party);
  if (outcome == test.outcome.end()) return say("outcome." + party, "is missing");
  if (outcome->second.has_value() != test.valid) {
    say("outcome." + party, "there is one exactly when the result is valid");
  } else if (test.valid && *outcome->second != outcome_of(set, values, party)) {
    say("outcome." + party, "is not what the formulas give");
  }
}

void lint_reject(const VectorSet& set, const Test& test, const Say& say) {
  const Reject& reject = *test.reject;
  if (reject.must_not_send != silent_after(set, reject.party, reject.latest)) {
    say("reject.must_not_send", "must be all that the party sends after reject.latest");
  }
  if (reject.party != test.focus->party) say("reject.party", "is not focus.party");
  if (reject.latest != test.transcript.back().message) {
    say("reject.latest", "the transcript does not end there");
  }
}

void lint_play(const VectorSet& set, const Test& test, const std::string& party, const Say& say) {
  const Played played = set.play(test, party);
  for (const Wire& wire : test.transcript) {
    const auto sent = played.sent.find(wire.message);
    if (sent != played.sent.end() && sent->second != wire.wire) {
      say("transcript." + wire.message, "the reference sends something else as " + party);
    }
  }
  if (!test.valid) {
    return lint_refusal(set, test, {played.rejected_at, played.reason}, "the reference", say);
  }
  if (!played.outcome) {
    say("result",
        "the reference refuses as " + party + " at " + played.rejected_at + ": " + played.reason);
  } else if (test.outcome.contains(party) && test.outcome.find(party)->second != played.outcome) {
    say("outcome." + party, "is not the reference's");
  }
}

}  // namespace

void lint_refusal(const VectorSet& set, const Test& test, const Refusal& refusal,
                  const std::string& who, const Say& say) {
  if (refusal.reason.empty()) return say("result", who + " accepts this");
  const std::size_t at = stage_of(set, refusal.at);
  if (at < stage_of(set, test.reject->earliest) || at > stage_of(set, test.reject->latest)) {
    say("reject", who + " refuses at " + refusal.at);
  }
  if (refusal.reason != test.reject->reason) say("reject.reason", who + " says " + refusal.reason);
}

void lint_test(const VectorSet& set, const VectorFile& file, const Test& test, const Test* control,
               const Say& say) {
  bool sound = true;
  const Say noting = [&](const std::string& field, const std::string& what) {
    sound = false;
    say(field, what);
  };
  try {
    lint_shape(set, file, test, noting);
    lint_transcript(set, test, noting);
    if (!sound) return;  // what follows relies on these
    lint_keys(set, test, say);
    if (test.delta) lint_control(set, test, control, say);
    for (const std::string& party : observed_parties(set, test)) {
      lint_values(set, test, party, noting);
      lint_play(set, test, party, noting);
      lint_steps(set, test, party, noting);
    }
    if (test.reject) lint_reject(set, test, noting);
  } catch (const std::exception& e) {
    say("test", e.what());
  }
}

}  // namespace assay::vectors
