// SPDX-License-Identifier: MIT
#include "conformance/terms/expression.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>
#include <stdexcept>

#include "conformance/terms/delta.hpp"

namespace assay::terms {
namespace {

// Reads an expression from left to right; each function is one rule of its grammar.
class ExpressionReader {
 public:
  ExpressionReader(const Book& book, const std::string& text, const Values& values)
      : book_(book), text_(text), values_(values) {}

  Bytes whole() {
    Bytes value = expression();
    if (at_ != text_.size()) fail("is not expected");
    return value;
  }

 private:
  Bytes expression() {
    Bytes value = term();
    while (accept("|")) value = cat(value, term());
    return value;
  }

  Bytes term() {
    Bytes value = atom();
    return accept("[") ? slice(value) : value;
  }

  Bytes atom() {
    const std::string name = word();
    if (accept("^")) {
      const Bytes byte = unhex(name.size() == 1 ? "0" + name : name);
      return Bytes(number(), byte.at(0));
    }
    const auto function = std::ranges::find(book_.functions, name, &Function::name);
    return function == book_.functions.end() ? resolve(name, values_) : call(*function);
  }

  Bytes call(const Function& function) {
    Parts parts;
    if (accept("[")) {
      parts.key = expression();
      expect("]");
    }
    expect("(");
    parts.operands.push_back({"", expression()});
    expect(")");
    return function.primitive->compute(parts);
  }

  Bytes slice(const Bytes& value) {
    const std::size_t from = number();
    expect("..");
    const std::size_t to = number();
    expect(")");
    if (from > to || to > value.size()) fail("is beyond the value");
    return copy_of(View(value).subspan(from, to - from));
  }

  std::string word() {
    skip_spaces();
    const std::size_t from = at_;
    const auto belongs = [](char c) {
      return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-' || c == '\'';
    };
    while (at_ < text_.size() && belongs(text_[at_])) ++at_;
    if (from == at_) fail("is where a value belongs");
    return text_.substr(from, at_ - from);
  }

  std::size_t number() {
    const std::string digits = word();
    if (digits.size() > 6 ||
        !std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; }))
      fail("follows what must be a number");
    return std::stoul(digits);
  }

  void skip_spaces() {
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
  }

  bool accept(std::string_view mark) {
    skip_spaces();
    if (!std::string_view(text_).substr(at_).starts_with(mark)) return false;
    at_ += mark.size();
    return true;
  }

  void expect(std::string_view mark) {
    if (!accept(mark)) fail(fmt::format("is where {} belongs", mark));
  }

  [[noreturn]] void fail(const std::string& why) const {
    throw std::invalid_argument(
        fmt::format("\"{}\": \"{}\" {}", text_, std::string_view(text_).substr(at_), why));
  }

  const Book& book_;
  const std::string& text_;
  const Values& values_;
  std::size_t at_ = 0;
};

bool is_letter_of(const Book& book, std::string_view name) {
  return std::ranges::any_of(book.formulas, [&](const Formula& f) {
    return f.letter == name || f.key == name ||
           std::ranges::find(f.operands, name) != f.operands.end();
  });
}

std::string words_of_text(const Delta& delta, const std::string& value) {
  if (delta.op == "omit-operand") return fmt::format("{} without {}", delta.target, value);
  if (delta.op == "append") return fmt::format("{} | {}", delta.target, value);
  if (delta.op != "replace") return fmt::format("{} made with key {}", delta.target, value);
  const std::size_t dot = delta.target.find('.');
  if (dot == std::string::npos) return fmt::format("{} = {}", delta.target, value);
  return fmt::format("{} over {} for {}", delta.target.substr(0, dot), value,
                     delta.target.substr(dot + 1));
}

}  // namespace

Bytes value_of(const Book& book, const std::string& text, const Values& values) {
  return ExpressionReader(book, text, values).whole();
}

Delta literal(const Book& book, Delta delta, const Values& values) {
  const auto* text = std::get_if<std::string>(&delta.value);
  if (text == nullptr || delta.op == "omit-operand" || is_letter_of(book, *text)) return delta;
  delta.value = hex(value_of(book, *text, values));
  return delta;
}

std::string words(const Delta& delta) {
  if (const auto* value = std::get_if<std::string>(&delta.value)) {
    return words_of_text(delta, *value);
  }
  if (const auto* order = std::get_if<std::vector<std::string>>(&delta.value)) {
    return fmt::format("{} over {}", delta.target, fmt::join(*order, " | "));
  }
  const std::int64_t n = std::get<std::int64_t>(delta.value);
  if (delta.op == "truncate") return fmt::format("{} ends after {} bytes", delta.target, n);
  return fmt::format("{}[{}] ^= {:#04x}", delta.target, n / 8, 1 << n % 8);
}

std::string words(const std::vector<Delta>& deltas) {
  std::string all;
  for (const Delta& delta : deltas) all += (all.empty() ? "" : ", ") + words(delta);
  return all;
}

}  // namespace assay::terms
