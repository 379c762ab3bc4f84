// SPDX-License-Identifier: MIT
#include "conformance/terms/evaluate.hpp"

#include <algorithm>
#include <stdexcept>

#include "conformance/terms/delta.hpp"

namespace assay::terms {
namespace {

// The formula's inputs, or nothing where one is not known.
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

// A change to what a party is set up with is one to the letter that it is set up with.
Delta on_letters(const Book& book, Delta delta) {
  if (!is_setting(book, delta)) return delta;
  const auto setting = std::ranges::find(book.settings, delta.target, &Setting::name);
  delta.target = setting->letter;
  return delta;
}

class Evaluation {
 public:
  Evaluation(Values honest, const std::optional<Delta>& delta)
      : honest_(std::move(honest)), delta_(delta) {}

  void compute(const Formula& formula, Values& values) {
    std::optional<Parts> parts = parts_of(formula, values);
    const auto given = values.find(formula.letter);
    if (!parts && given == values.end()) return;
    if (parts && delta_) applied_ |= change_parts(*delta_, formula, honest_, *parts);
    Bytes result = parts ? formula.primitive->compute(*parts) : given->second;
    if (delta_) applied_ |= change_result(*delta_, formula.letter, honest_, result);
    values[std::string(formula.letter)] = std::move(result);
  }
  bool applied() const { return applied_; }

 private:
  const Values honest_;  // what a delta names is the honest value, whichever formula comes first
  const std::optional<Delta>& delta_;
  bool applied_ = false;
};

}  // namespace

Bytes joined(const Parts& parts) {
  Bytes all;
  for (const Part& part : parts.operands)
    all.insert(all.end(), part.bytes.begin(), part.bytes.end());
  return all;
}

Values evaluate(const Book& book, Values given, Role by, const std::optional<Delta>& delta) {
  std::optional<Delta> change;
  if (delta) change = on_letters(book, *delta);
  Evaluation evaluation(delta ? evaluate(book, given, by, std::nullopt) : Values{}, change);
  for (const Formula& formula : book.formulas) {
    if (!formula.by || *formula.by == by) evaluation.compute(formula, given);
  }
  if (delta && !evaluation.applied() && !is_setting(book, *delta)) {
    throw std::invalid_argument("delta: no formula takes " + delta->op + " on " + delta->target);
  }
  return given;
}

}  // namespace assay::terms
