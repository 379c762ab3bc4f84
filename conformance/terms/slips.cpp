// SPDX-License-Identifier: MIT
#include "conformance/terms/slips.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>

namespace assay::terms {
namespace {

using How = Slip::How;

bool is_taken(const Book& book, std::string_view letter) {
  return std::ranges::any_of(book.outcome, [&](const auto& of_role) {
    return std::ranges::find(of_role.second, letter, &Taken::letter) != of_role.second.end();
  });
}

bool is_key_of_box(const Book& book, std::string_view letter) {
  return std::ranges::any_of(book.formulas, [&](const Formula& f) {
    return f.primitive->opens != nullptr && f.key == letter;
  });
}

bool covers(const Book& book, const Formula& f, const Uses& uses) {
  if (!f.primitive->keyed_by.empty()) return true;
  if (f.by || f.operands.empty()) return false;
  return is_taken(book, f.letter) || is_key_of_box(book, f.letter) ||
         std::ranges::find(uses.covering, f.letter) != uses.covering.end();
}

// A key that is put together goes wrong by its parts.
bool is_put_together(const Book& book, std::string_view letter) {
  const auto found = std::ranges::find(book.formulas, letter, &Formula::letter);
  return found != book.formulas.end() && found->primitive->compute == joined;
}

class Slips {
 public:
  Slips(const Book& book, const Uses& uses) : book_(book), uses_(uses) {}

  std::vector<Slip> all() {
    for (const Formula& f : book_.formulas) {
      if (!covers(book_, f, uses_)) continue;
      if (!f.key.empty() && !is_put_together(book_, f.key)) of_key(f);
      if (f.primitive->opens == nullptr) of_operands(f);
      if (is_taken(book_, f.letter)) turn(f, "", f.letter);
    }
    return std::move(slips_);
  }

 private:
  void of_key(const Formula& f) {
    slips_.push_back({f.letter, How::zeroed, f.key});
    turn(f, f.key, f.key);
  }

  void of_operands(const Formula& f) {
    for (std::size_t i = 0; i < f.operands.size(); ++i) {
      // Without a key or an operand a function is a constant, as it is with zeros for the last.
      if (!f.key.empty() || f.operands.size() > 1)
        slips_.push_back({f.letter, How::dropped, f.operands[i]});
      slips_.push_back({f.letter, How::zeroed, f.operands[i]});
      if (i + 1 < f.operands.size())
        slips_.push_back({f.letter, How::swapped, f.operands[i], f.operands[i + 1]});
      turn(f, f.operands[i], f.operands[i]);
    }
  }

  void turn(const Formula& f, std::string_view part, std::string_view what) {
    const auto other = uses_.other.find(what);
    if (other != uses_.other.end()) slips_.push_back({f.letter, How::turned, part, other->second});
  }

  const Book& book_;
  const Uses& uses_;
  std::vector<Slip> slips_ = {};
};

Bytes value_of_other(const Slip& slip, const Values& values) {
  const auto found = values.find(slip.other);
  if (found == values.end())
    throw std::logic_error("no " + std::string(slip.other) + " yet for " +
                           std::string(slip.letter));
  return found->second;
}

void slip_in_key(const Slip& slip, const Values& values, Parts& parts) {
  if (slip.how == How::zeroed) parts.key.assign(parts.key.size(), 0);
  if (slip.how == How::turned) parts.key = value_of_other(slip, values);
}

// A delta may have removed the operand already, or moved it.
void slip_in_operand(const Slip& slip, std::size_t place, const Values& values, Parts& parts) {
  if (slip.how == How::dropped)
    std::erase_if(parts.operands, [&](const Part& p) { return p.letter == slip.part; });
  if (slip.how == How::swapped && place + 1 < parts.operands.size())
    std::swap(parts.operands[place], parts.operands[place + 1]);
  for (Part& p : parts.operands) {
    if (p.letter != slip.part) continue;
    if (slip.how == How::zeroed) p.bytes.assign(p.bytes.size(), 0);
    if (slip.how == How::turned) p.bytes = value_of_other(slip, values);
  }
}

}  // namespace

std::vector<Slip> slips_of(const Book& book, const Uses& uses) { return Slips(book, uses).all(); }

std::string manner(const Book& book, const Slip& slip) {
  const std::string part(slip.part), other(slip.other);
  if (slip.part.empty()) return "as-" + other;
  if (slip.how == How::dropped) return "without-" + part;
  if (slip.how == How::swapped) return other + "-before-" + part;
  if (slip.how == How::turned) return "with-" + other;
  const auto formula = std::ranges::find(book.formulas, slip.letter, &Formula::letter);
  return slip.part == formula->key ? "zero-key" : "zeros-for-" + part;
}

Book with_slip(Book book, const Slip& slip) {
  if (!slip.part.empty()) {
    book.slips.push_back(slip);
    return book;
  }
  const auto other = std::ranges::find(book.formulas, slip.other, &Formula::letter);
  const auto own = std::ranges::find(book.formulas, slip.letter, &Formula::letter);
  if (own == book.formulas.end() || other == book.formulas.end())
    throw std::invalid_argument("there is no formula of " + std::string(slip.letter) + " or of " +
                                std::string(slip.other));
  *own = *other;
  own->letter = slip.letter;
  return book;
}

std::string message_of(const Book& book, std::string_view letter) {
  std::set<std::string_view> sent, made = {letter};
  for (const auto& [role, steps] : book.steps)
    for (const Step& step : steps)
      if (step.kind == Step::Kind::send) sent.insert(step.letter);
  for (const Formula& f : book.formulas) {
    const auto is_made = [&](std::string_view input) { return made.contains(input); };
    if (is_made(f.key) || std::ranges::any_of(f.operands, is_made)) made.insert(f.letter);
    if (is_made(f.letter) && sent.contains(f.letter)) return std::string(f.letter);
  }
  return "outcome";
}

std::string message_of(const std::vector<Step>& steps, std::size_t step) {
  while (step > 0 && steps[step].kind != Step::Kind::read) --step;
  return std::string(steps[step].letter);
}

void make_slip(const Slip& slip, const Formula& formula, const Values& values, Parts& parts) {
  if (slip.letter != formula.letter) return;
  if (slip.part == formula.key) return slip_in_key(slip, values, parts);
  const auto at = std::ranges::find(formula.operands, slip.part);
  slip_in_operand(slip, static_cast<std::size_t>(at - formula.operands.begin()), values, parts);
}

}  // namespace assay::terms
