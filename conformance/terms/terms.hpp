// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "conformance/engine/target.hpp"

// Formulas of a protocol as data, and changes to them: attacks and vectors are both made from
// these, so that neither can drift from the other. Knows no protocol.
namespace assay::terms {

// Bytes by the letter that the protocol's document gives them.
using Values = std::map<std::string, Bytes, std::less<>>;

// The one change (spec/vectors.md §4 lists the operations).
struct Delta {
  std::string op;
  std::string target;
  std::variant<std::string, std::int64_t, std::vector<std::string>> value;
};

struct Part {
  std::string letter;
  Bytes bytes;
};

// What a formula is computed from: `key` is a mac's, a box's or a signer's, or the scalar of a
// product.
struct Parts {
  std::string key_letter;
  Bytes key;
  std::vector<Part> operands;
};

// The operands, one after the other.
Bytes joined(const Parts& parts);

// A protocol registers its primitives: what each computes and, where one who receives the result
// cannot compute it, how it is taken.
struct Primitive {
  Bytes (*compute)(const Parts&);
  std::string_view keyed_by = {};    // the operation of a delta that gives it another key
  bool short_key_is_padded = false;  // then no key and a key of zeros are the same
  // Of a signature: whether `value` is one over the operands, with the signer's public key as key.
  bool (*verifies)(const Parts&, View value) = nullptr;
  // Of a box: its content. Without `checked` whatever stands in it, authentic or not.
  std::optional<Bytes> (*opens)(View key, View value, bool checked) = nullptr;
};

// One mistake in a formula, made whenever it is computed, after every delta.
struct Slip {
  enum class How {
    dropped,  // the operand `part`
    zeroed,   // the operand or key `part`
    swapped,  // the operand `part` with `other`, which follows it
    turned,   // the operand or key `part` is `other`; without a part, the result is
  };
  std::string_view letter;  // of the formula
  How how;
  std::string_view part = {}, other = {};
};

struct Formula {
  std::string_view letter;
  const Primitive* primitive;
  std::string_view key;
  std::vector<std::string_view> operands;
  std::optional<Role> by = std::nullopt;  // who computes it so; absent: both
};

// What a party is set up with, as the target of a delta.
struct Setting {
  std::string_view name;
  std::string_view letter;  // what is computed from it; empty: nothing is
};

struct Field {
  std::string_view letter;
  std::size_t bytes;
};

// One step of a role, as a literal implementation takes it.
struct Step {
  enum class Kind {
    compute,  // `letter`, by its formula
    send,     // the message `letter`
    read,     // the message `letter`: its `fields` are what came
    open,     // the box `letter`: its `fields` are what was in it
    check,    // `letter`: by `holds`; else as a signature `under` a key; else that what came is
              // what its formula gives
    ask,      // the application about `letter`
    done,     // success with the peer `letter`
  };
  Kind kind;
  std::string_view letter;
  std::vector<Field> fields = {};
  std::string_view reason = {};  // of the refusal, where one is possible
  std::string_view under = {};
  bool (*holds)(View value) = nullptr;
};

// What a role takes from a session: `letter` under the name that the protocol's outcome has for it.
struct Taken {
  std::string_view name, letter;
};

// A primitive that rows of attacks may call by name, whether the protocol uses it or not.
struct Function {
  std::string_view name;
  const Primitive* primitive;
};

// What a protocol says of itself: one each, in conformance/PROTOCOL/formulas.cpp.
struct Book {
  std::vector<Formula> formulas;  // each after what it is computed from
  std::vector<Setting> settings;
  std::map<Role, std::vector<Step>> steps = {};  // in the order of the protocol's document
  std::map<Role, std::vector<Taken>> outcome = {};
  std::vector<Function> functions = {};
  std::vector<Slip> slips = {};  // of whoever goes by this book
};

}  // namespace assay::terms
