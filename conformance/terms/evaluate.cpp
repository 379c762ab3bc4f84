// SPDX-License-Identifier: MIT
#include "conformance/terms/evaluate.hpp"

#include <algorithm>
#include <stdexcept>

#include "conformance/terms/delta.hpp"

namespace assay::terms {
namespace {

// A change to what a party is set up with is one to the letter that it is set up with.
Delta on_letters(const Book& book, Delta delta) {
  if (!is_setting(book, delta)) return delta;
  const auto setting = std::ranges::find(book.settings, delta.target, &Setting::name);
  delta.target = setting->letter;
  return delta;
}

struct Change {
  Delta delta;
  bool applied;
};

void compute(const Formula& formula, const Values& honest, std::vector<Change>& changes,
             Values& values) {
  std::optional<Parts> parts = parts_of(formula, values);
  const auto given = values.find(formula.letter);
  if (!parts && given == values.end()) return;
  for (Change& c : changes) {
    if (parts) c.applied |= change_parts(c.delta, formula, honest, *parts);
  }
  Bytes result = parts ? formula.primitive->compute(*parts) : given->second;
  for (Change& c : changes) c.applied |= change_result(c.delta, formula.letter, honest, result);
  values[std::string(formula.letter)] = std::move(result);
}

}  // namespace

std::optional<Parts> parts_of(const Formula& formula, const Values& values) {
  Parts parts;
  if (!formula.key.empty()) {
    const auto key = values.find(formula.key);
    if (key == values.end()) return std::nullopt;
    parts.key = key->second;
    parts.key_letter = formula.key;
  }
  for (const std::string_view operand : formula.operands) {
    const auto value = values.find(operand);
    if (value == values.end()) return std::nullopt;
    parts.operands.push_back({std::string(operand), value->second});
  }
  return parts;
}

Bytes joined(const Parts& parts) {
  Bytes all;
  for (const Part& part : parts.operands) {
    all.insert(all.end(), part.bytes.begin(), part.bytes.end());
  }
  return all;
}

Values evaluate(const Book& book, Values given, Role by, const std::optional<Delta>& delta) {
  return evaluate(book, std::move(given), by, delta ? std::vector{*delta} : std::vector<Delta>{});
}

Values evaluate(const Book& book, Values given, Role by, const std::vector<Delta>& deltas) {
  // What a delta names is the honest value, whichever formula comes first.
  const Values honest = deltas.empty() ? Values{} : evaluate(book, given, by, std::vector<Delta>{});
  std::vector<Change> changes;
  for (const Delta& delta : deltas) {
    changes.push_back({on_letters(book, delta), is_setting(book, delta)});
  }
  for (const Formula& formula : book.formulas) {
    if (!formula.by || *formula.by == by) compute(formula, honest, changes, given);
  }
  for (const Change& c : changes) {
    if (c.applied) continue;
    throw std::invalid_argument("delta: no formula takes " + c.delta.op + " on " + c.delta.target);
  }
  return given;
}

}  // namespace assay::terms
