// SPDX-License-Identifier: MIT
#include "vectors/delta.hpp"

#include <algorithm>
#include <stdexcept>

namespace assay::vectors {
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

bool is_mac(std::string_view letter) { return letter.starts_with("mac"); }

// The letters whose formula is the operation's primitive.
bool takes(std::string_view op, std::string_view letter) {
  if (op == "mac-with") return is_mac(letter);
  if (op == "sign-with") return letter.starts_with("sig");
  return op == "box-with" && (letter == "msg3" || letter == "msg4");
}

void omit(const Delta& delta, Parts& parts) {
  const std::string& letter = text_of(delta);
  if (letter == parts.key_letter && is_mac(delta.target)) {
    parts.key.assign(32, 0);  // HMAC pads a short key with zeros: no key and this one are the same
    return;
  }
  const auto removed =
      std::erase_if(parts.operands, [&](const Part& p) { return p.letter == letter; });
  if (removed != 1) refuse(delta, "it has no operand " + letter);
}

void reorder(const Delta& delta, Parts& parts) {
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

}  // namespace

const std::vector<std::string_view>& operations() {
  static const std::vector<std::string_view> list = {"replace",  "flip-bit", "sign-with",
                                                     "box-with", "mac-with", "truncate",
                                                     "append",   "reorder",  "omit-operand"};
  return list;
}

bool is_configuration(const Delta& delta) {
  return delta.op == "replace" && (delta.target == "client.B_p" || delta.target == "server.admits");
}

Bytes resolve(const std::string& value, const Values& values) {
  const auto letter = values.find(value);
  return letter == values.end() ? unhex(value) : letter->second;
}

bool change_parts(const Delta& delta, std::string_view letter, const Values& values, Parts& parts) {
  if (delta.op == "replace") {
    for (Part& part : parts.operands) {
      if (delta.target != std::string(letter) + "." + part.letter) continue;
      part.octets = resolve(text_of(delta), values);
      return true;
    }
    return false;
  }
  if (delta.target != letter) return false;
  if (delta.op == "omit-operand") {
    omit(delta, parts);
  } else if (delta.op == "reorder") {
    reorder(delta, parts);
  } else if (takes(delta.op, letter)) {
    parts.key = resolve(text_of(delta), values);
    if (parts.key.size() != 32) refuse(delta, "a key is 32 octets");
  } else {
    return false;
  }
  return true;
}

bool change_result(const Delta& delta, std::string_view letter, const Values& values,
                   Bytes& result) {
  const std::string_view target =
      delta.target == "client.B_p" ? std::string_view("B_p") : std::string_view(delta.target);
  if (target != letter) return false;
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

}  // namespace assay::vectors
