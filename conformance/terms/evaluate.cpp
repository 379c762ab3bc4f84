// SPDX-License-Identifier: MIT
#include "conformance/terms/evaluate.hpp"

#include <algorithm>
#include <stdexcept>

#include "conformance/terms/delta.hpp"
#include "conformance/terms/slips.hpp"

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

bool is_same(std::string_view letter, const Values& x, const Values& y) {
  if (letter.empty()) return true;
  const auto in_x = x.find(letter), in_y = y.find(letter);
  return in_x != x.end() && in_y != y.end() && in_x->second == in_y->second;
}

bool has_same_inputs(const Formula& formula, const Values& x, const Values& y) {
  return is_same(formula.key, x, y) &&
         std::ranges::all_of(formula.operands, [&](auto letter) { return is_same(letter, x, y); });
}

// The same inputs and no change to them: then the honest value will do.
Bytes result_of(const Book& book, const Formula& formula, Parts parts, const Values& honest,
                const Values& values, std::vector<Change>& changes) {
  bool changed = false;
  for (Change& c : changes) {
    if (change_parts(c.delta, formula, honest, parts)) changed = c.applied = true;
  }
  const auto known = honest.find(formula.letter);
  if (known != honest.end() && !changed && has_same_inputs(formula, values, honest)) {
    return known->second;
  }
  for (const Slip& slip : book.slips) make_slip(slip, formula, values, parts);
  return formula.primitive->compute(parts);
}

void compute(const Book& book, const Formula& formula, const Values& honest,
             std::vector<Change>& changes, Values& values) {
  const std::optional<Parts> parts = parts_of(formula, values);
  const auto given = values.find(formula.letter);
  if (!parts && given == values.end()) return;
  Bytes result = parts ? result_of(book, formula, *parts, honest, values, changes) : given->second;
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

void add_known(Values& values, std::initializer_list<std::pair<const char*, const Bytes*>> known) {
  for (const auto& [letter, value] : known) {
    if (!value->empty()) values[letter] = *value;
  }
}

Bytes joined(const Parts& parts) {
  Bytes all;
  for (const Part& part : parts.operands) {
    all.insert(all.end(), part.bytes.begin(), part.bytes.end());
  }
  return all;
}

Values evaluate(const Book& book, Values given, Role by, const std::optional<Delta>& delta) {
  Values honest = evaluate(book, given, by, {}, {});
  return delta ? evaluate(book, std::move(given), by, {*delta}, honest) : honest;
}

Values evaluate(const Book& book, Values given, Role by, const std::vector<Delta>& deltas,
                const Values& honest) {
  std::vector<Change> changes;
  changes.reserve(deltas.size());
  for (const Delta& delta : deltas) {
    changes.push_back({on_letters(book, delta), is_setting(book, delta)});
  }
  for (const Formula& formula : book.formulas) {
    if (!formula.by || *formula.by == by) compute(book, formula, honest, changes, given);
  }
  for (const Change& c : changes) {
    if (c.applied) continue;
    throw std::invalid_argument("delta: no formula takes " + c.delta.op + " on " + c.delta.target);
  }
  return given;
}

}  // namespace assay::terms
