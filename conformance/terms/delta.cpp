// SPDX-License-Identifier: MIT
#include "conformance/terms/delta.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace assay::terms {
namespace {

[[noreturn]] void refuse(const Delta& delta, const std::string& why) {
  throw std::invalid_argument("delta: " + delta.op + " on " + delta.target + ": " + why);
}

template <class T>
const T& value_of(const Delta& delta, const char* kind) {
  const T* value = std::get_if<T>(&delta.value);
  if (value == nullptr) refuse(delta, std::string("its value must be ") + kind);
  return *value;
}

const std::string& text_of(const Delta& delta) {
  return value_of<std::string>(delta, "a letter or hex");
}

std::size_t number_below(const Delta& delta, std::size_t bound) {
  const std::int64_t value = value_of<std::int64_t>(delta, "an integer");
  if (value < 0 || static_cast<std::size_t>(value) >= bound) {
    refuse(delta, "its value must be in 0.." + std::to_string(bound - 1));
  }
  return static_cast<std::size_t>(value);
}

void omit_operand(const Delta& delta, const Formula& formula, Parts& parts) {
  const std::string& letter = text_of(delta);
  if (letter == parts.key_letter && formula.primitive->short_key_is_padded) {
    parts.key.assign(parts.key.size(), 0);
    return;
  }
  const auto removed =
      std::erase_if(parts.operands, [&](const Part& p) { return p.letter == letter; });
  if (removed != 1) refuse(delta, "it has no operand " + letter);
}

void reorder_operands(const Delta& delta, Parts& parts) {
  std::vector<Part> ordered;
  const auto& order = value_of<std::vector<std::string>>(delta, "a list of letters");
  for (const std::string& letter : order) {
    const auto found = std::ranges::find(parts.operands, letter, &Part::letter);
    if (found == parts.operands.end()) refuse(delta, "it has no operand " + letter);
    ordered.push_back(*found);
    parts.operands.erase(found);
  }
  if (!parts.operands.empty()) refuse(delta, "the list must name every operand once");
  parts.operands = std::move(ordered);
}

void give_key(const Delta& delta, const Values& values, Parts& parts) {
  Bytes key = resolve(text_of(delta), values);
  if (key.size() != parts.key.size()) {
    refuse(delta, "a key is " + std::to_string(parts.key.size()) + " bytes");
  }
  parts.key = std::move(key);
}

bool replace_operand(const Delta& delta, const Formula& formula, const Values& values,
                     Parts& parts) {
  for (Part& part : parts.operands) {
    if (delta.target != std::string(formula.letter) + "." + part.letter) continue;
    part.bytes = resolve(text_of(delta), values);
    return true;
  }
  return false;
}

}  // namespace

std::vector<std::string_view> operations(const Book& book) {
  std::vector<std::string_view> list = {"replace", "flip-bit", "truncate",
                                        "append",  "reorder",  "omit-operand"};
  for (const Formula& formula : book.formulas) {
    const std::string_view own = formula.primitive->keyed_by;
    if (!own.empty() && std::ranges::find(list, own) == list.end()) list.push_back(own);
  }
  return list;
}

bool is_setting(const Book& book, const Delta& delta) {
  return delta.op == "replace" &&
         std::ranges::find(book.settings, delta.target, &Setting::name) != book.settings.end();
}

Bytes resolve(const std::string& value, const Values& values) {
  const auto letter = values.find(value);
  return letter == values.end() ? unhex(value) : letter->second;
}

bool change_parts(const Delta& delta, const Formula& formula, const Values& values, Parts& parts) {
  if (delta.op == "replace") return replace_operand(delta, formula, values, parts);
  if (delta.target != formula.letter) return false;
  if (delta.op == "omit-operand") {
    omit_operand(delta, formula, parts);
  } else if (delta.op == "reorder") {
    reorder_operands(delta, parts);
  } else if (delta.op == formula.primitive->keyed_by) {
    give_key(delta, values, parts);
  } else {
    return false;
  }
  return true;
}

bool change_result(const Delta& delta, std::string_view letter, const Values& values,
                   Bytes& result) {
  if (delta.target != letter) return false;
  if (delta.op == "replace") {
    result = resolve(text_of(delta), values);
  } else if (delta.op == "flip-bit") {
    const std::size_t bit = number_below(delta, 8 * result.size());
    result[bit / 8] ^= static_cast<std::uint8_t>(1 << bit % 8);
  } else if (delta.op == "truncate") {
    result.resize(number_below(delta, result.size()));
  } else if (delta.op == "append") {
    result = cat(result, resolve(text_of(delta), values));
  } else {
    return false;
  }
  return true;
}

Delta replace(std::string target, std::string value) {
  return {"replace", std::move(target), std::move(value)};
}
Delta flip_bit(std::string target, int bit) {
  return {"flip-bit", std::move(target), std::int64_t{bit}};
}
Delta omit(std::string target, std::string operand) {
  return {"omit-operand", std::move(target), std::move(operand)};
}
Delta reorder(std::string target, std::vector<std::string> order) {
  return {"reorder", std::move(target), std::move(order)};
}
Delta truncate(std::string target, int bytes) {
  return {"truncate", std::move(target), std::int64_t{bytes}};
}
Delta append(std::string target, std::string value) {
  return {"append", std::move(target), std::move(value)};
}
Delta with(std::string op, std::string target, std::string key) {
  return {std::move(op), std::move(target), std::move(key)};
}

}  // namespace assay::terms
