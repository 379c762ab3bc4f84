// SPDX-License-Identifier: MIT
#include <algorithm>

#include "conformance/terms/delta.hpp"
#include "vectors/maker/lint.hpp"

namespace assay::vectors {
namespace {

using Kind = VectorFile::Kind;

// What one file holds: spec/vectors.md §1.
void lint_kind(const VectorFile& file, const Test& test, const Say& say) {
  if ((file.kind == Kind::policy) != test.differs.has_value()) {
    say("differs", "every test of a policy file has it, and no other");
  }
  if (file.kind == Kind::policy) return;
  if (test.valid != (file.kind == Kind::accept)) say("result", "does not belong into this file");
  if (file.kind == Kind::accept && test.delta) say("delta", "an honest session has none");
  if (!test.valid && test.reject && test.reject->party != file.refuses) {
    say("reject.party", "does not belong into this file");
  }
}

std::vector<std::string> operation_names(const VectorSet& set) {
  const auto operations = terms::operations(*set.book);
  return {operations.begin(), operations.end()};
}

// Values that a party is set up with: each public half belongs to its secret, and a setting is what
// the delta makes it, or follows too.
void lint_party(const VectorSet& set, const Test& test, const Party& party, const Values& values,
                const Values& honest, const Say& say) {
  for (const Field& field : party.fields) {
    const auto found = values.find(field.name);
    if (found == values.end()) continue;
    const bool setting = is_setting(set, party.name, field.name);
    Bytes due = honest.at(field.value_of());
    if (setting && test.delta && test.delta->target == party.name + "." + field.name) {
      due = terms::resolve(std::get<std::string>(test.delta->value), honest);
    }
    if (found->second == due) continue;
    say("parties." + party.name + "." + field.name,
        setting ? "is not what the delta makes it" : "is not what follows from the secrets");
  }
}

bool same_keys(const VectorSet& set, const Test& test, const Test& control) {
  if (test.shared != control.shared) return false;
  for (const std::string& name : playing_parties(set)) {
    for (const auto& [field, bytes] : control.parties.at(name)) {
      if (is_setting(set, name, field)) continue;
      const Values& ours = test.parties.at(name);
      const auto found = ours.find(field);
      if (found == ours.end() || found->second != bytes) return false;
    }
  }
  return true;
}

}  // namespace

void lint_shape(const VectorSet& set, const VectorFile& file, const Test& test, const Say& say) {
  lint_kind(file, test, say);
  const bool changed = test.delta.has_value();
  if (!test.valid && !changed) say("delta", "an invalid test has exactly one");
  if (test.valid == test.reject.has_value()) say("reject", "exactly the invalid tests have it");
  if (changed != test.focus.has_value()) say("focus", "exactly the changed tests have it");
  if (changed == test.control.empty()) say("control", "exactly the changed tests have it");
  if (!changed) return;
  const std::vector<std::string> operations = operation_names(set);
  if (std::ranges::find(operations, test.delta->op) == operations.end()) {
    say("delta.op", "\"" + test.delta->op + "\" is not in the list of spec/vectors.md §4");
  }
}

void lint_transcript(const VectorSet& set, const Test& test, const Say& say) {
  if (test.transcript.empty()) say("transcript", "is empty");
  std::string order;
  for (const Message& message : set.messages) {
    order += (order.empty() ? "" : ", ") + message.name;
  }
  for (std::size_t i = 0; i < test.transcript.size(); ++i) {
    const Wire& wire = test.transcript[i];
    const std::string field = "transcript[" + std::to_string(i) + "]";
    if (i >= set.messages.size() || wire.message != set.messages[i].name) {
      say(field + ".message", "must be " + order + " in turn");
      continue;
    }
    for (const std::string& party : observed_parties(set, test)) {
      const std::string& self = set.messages[i].from == party ? wire.from : wire.to;
      if (self != party) say(field, "must be from or to the " + party);
    }
  }
}

void lint_keys(const VectorSet& set, const Test& test, const Say& say) {
  const Values honest = evaluate(set, test, playing_parties(set).front(), std::nullopt);
  for (const auto& [name, values] : test.parties) {
    lint_party(set, test, party_of(set, name), values, honest, say);
  }
}

void lint_control(const VectorSet& set, const Test& test, const Test* control, const Say& say) {
  if (control == nullptr) return say("control", "there is no test " + test.control);
  if (!control->valid || control->delta) return say("control", "must be an honest session");
  if (test.mode != control->mode) say("mode", "is not the control's");
  if (!same_keys(set, test, *control)) say("parties", "the keys are not the control's");
  const std::size_t first = stage_of(set, test.focus->reads);
  const bool setting = terms::is_setting(*set.book, *test.delta);
  for (std::size_t i = 0; i < test.transcript.size() && i < control->transcript.size(); ++i) {
    const std::string& message = test.transcript[i].message;
    const bool same = control->transcript[i].wire == test.transcript[i].wire;
    if (i + 1 < first && !same) {
      say("transcript", message + " differs from the control's before focus.reads");
    }
    if (i + 1 == first && same != setting) {
      say("transcript", setting ? message + " must be the control's"
                                : message + " is the control's: the delta changes nothing");
    }
  }
}

}  // namespace assay::vectors
