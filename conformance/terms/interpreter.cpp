// SPDX-License-Identifier: MIT
#include "conformance/terms/interpreter.hpp"

#include <algorithm>
#include <cassert>
#include <stdexcept>
#include <utility>

#include "conformance/terms/delta.hpp"
#include "conformance/terms/evaluate.hpp"
#include "conformance/terms/slips.hpp"

namespace assay::terms {
namespace {

using Kind = Step::Kind;

bool can_be_skipped(const Step& step) {
  return step.kind == Kind::check || step.kind == Kind::open || step.kind == Kind::ask;
}

std::string letter_of(const Delta& delta) { return delta.target.substr(0, delta.target.find('.')); }

}  // namespace

Interpreter::Interpreter(const Book& book, Role role, Values given, Twist twist)
    : book_(&book),
      role_(role),
      steps_(&book.steps.at(role)),
      values_(std::move(given)),
      twist_(std::move(twist)) {
  for (const std::size_t i : twist_.skipped) {
    if (i >= steps_->size() || !can_be_skipped((*steps_)[i])) {
      throw std::invalid_argument("step " + std::to_string(i) + " is none that can be skipped");
    }
  }
  for (const Delta& delta : twist_.deltas) formula_of(letter_of(delta));
  if (twist_.also) lax_ = with_slip(book, *twist_.also);
  run();
}

std::size_t Interpreter::wanted() const {
  std::size_t bytes = 0;
  for (const Field& field : at().fields) bytes += field.bytes;
  return bytes;
}

void Interpreter::read(View message) {
  assert(state_ == State::reads && message.size() == wanted());
  values_[std::string(at().letter)] = copy_of(message);
  split(at(), message);
  ++next_;
  run();
}

void Interpreter::decide(bool admitted) {
  assert(state_ == State::asks);
  if (!admitted) return refuse();
  ++next_;
  run();
}

Bytes Interpreter::take_sent() { return std::exchange(sent_, {}); }

std::string_view Interpreter::reason() const {
  return state_ == State::refused ? at().reason : std::string_view();
}

Values Interpreter::outcome() const {
  assert(state_ == State::done);
  Values taken;
  for (const Taken& t : book_->outcome.at(role_)) {
    taken[std::string(t.name)] = values_.find(t.letter)->second;
  }
  return taken;
}

void Interpreter::run() {
  for (;; ++next_) {
    const Step& step = at();
    if (step.kind == Kind::compute) {
      values_[std::string(step.letter)] = computed(step.letter);
    } else if (step.kind == Kind::send) {
      sent_ = cat(sent_, values_.find(step.letter)->second);
    } else if (step.kind == Kind::read) {
      state_ = State::reads;
      return;
    } else if (step.kind == Kind::done) {
      state_ = State::done;
      return;
    } else if (step.kind == Kind::ask && !skips()) {
      state_ = State::asks;
      return;
    } else if (step.kind != Kind::ask && !passes(step)) {
      return refuse();
    }
  }
}

bool Interpreter::passes(const Step& step) {
  if (step.kind != Kind::open && skips()) return true;
  if (step.holds != nullptr) return step.holds(values_.find(step.letter)->second);
  return is_right(step) || (lax_ && is_right_by_slip(*lax_, step));
}

bool Interpreter::is_right(const Step& step) {
  if (step.kind == Kind::open) return opens(step);
  return step.under.empty() ? is_as_computed(step) : is_signed(step);
}

// What came stays, and all that this end computes itself is as the slip has it, for this check.
bool Interpreter::is_right_by_slip(const Book& lax, const Step& step) {
  const std::string letter(step.letter);
  const Values own = values_;
  const Book* const book = std::exchange(book_, &lax);
  values_ = evaluate(*book_, own, role_, {}, {});
  values_[letter] = own.at(letter);
  const bool right = is_right(step);
  book_ = book;
  const Values by_slip = std::exchange(values_, own);
  if (!right || step.kind != Kind::open) return right;
  const std::string content(formula_of(letter).operands.front());
  values_[content] = by_slip.at(content);
  split(step, by_slip.at(content));
  return true;
}

bool Interpreter::is_as_computed(const Step& step) const {
  return computed(step.letter) == values_.find(step.letter)->second;
}

bool Interpreter::is_signed(const Step& step) const {
  const Formula& formula = formula_of(step.letter);
  Parts parts = changed_parts(formula);
  parts.key = values_.find(step.under)->second;
  return formula.primitive->verifies(parts, values_.find(step.letter)->second);
}

bool Interpreter::opens(const Step& step) {
  const Formula& formula = formula_of(step.letter);
  const Bytes key = changed_parts(formula).key;
  const View box = values_.find(step.letter)->second;
  const std::optional<Bytes> content = formula.primitive->opens(key, box, !skips());
  if (!content) return false;
  values_[std::string(formula.operands.front())] = *content;
  split(step, *content);
  return true;
}

void Interpreter::split(const Step& step, View bytes) {
  for (const Field& field : step.fields) {
    values_[std::string(field.letter)] = copy_of(bytes.first(field.bytes));
    bytes = bytes.subspan(field.bytes);
  }
}

bool Interpreter::skips() const {
  return std::ranges::find(twist_.skipped, next_) != twist_.skipped.end();
}

const Formula& Interpreter::formula_of(std::string_view letter) const {
  const auto found = std::ranges::find_if(book_->formulas, [&](const Formula& f) {
    return f.letter == letter && (!f.by || *f.by == role_);
  });
  if (found == book_->formulas.end()) {
    throw std::invalid_argument("there is no formula of " + std::string(letter));
  }
  return *found;
}

// A key or an operand that this end does not hold is left empty: whoever verifies puts in its own.
Parts Interpreter::changed_parts(const Formula& formula) const {
  Values known = values_;
  known.try_emplace(std::string(formula.key));
  for (const std::string_view operand : formula.operands) known.try_emplace(std::string(operand));
  std::optional<Parts> parts = parts_of(formula, known);
  if (!parts) throw std::logic_error("a part of " + std::string(formula.letter) + " is missing");
  for (const Delta& delta : twist_.deltas) change_parts(delta, formula, values_, *parts);
  for (const Slip& slip : book_->slips) make_slip(slip, formula, values_, *parts);
  return std::move(*parts);
}

Bytes Interpreter::computed(std::string_view letter) const {
  const Formula& formula = formula_of(letter);
  Bytes result = formula.primitive->compute(changed_parts(formula));
  for (const Delta& delta : twist_.deltas) change_result(delta, letter, values_, result);
  return result;
}

}  // namespace assay::terms
