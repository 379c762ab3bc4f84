// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/engine/attack.hpp"
#include "conformance/terms/terms.hpp"

// Attacks on one message as rows of a table: each is the honest message with something changed. All
// that does not follow from the message is said in the row.
namespace assay::terms {

struct RowCase {
  std::string slug;              // within the row; empty when there is but one
  std::vector<Delta> deltas;     // values in the notation of value_of()
  bool policy = false;           // sound libraries differ on it
  bool taken_is_policy = false;  // on its being accepted alone
};

struct Flip {
  std::string slug;  // byte-07, or byte-07-bit-3 where all bits of a byte have their turn
  std::size_t byte, bit;
};

// A bit in every eighth byte (quick), in every byte (normal), or every bit (full) of `bytes` bytes;
// `coarse`: in every eighth byte, and in every byte at full effort. Which is the seed's choice.
std::vector<Flip> flips(Stage& stage, std::size_t bytes, bool coarse = false);

// A case for each of the flips of a value.
struct Sweep {
  std::string letter;
  std::size_t bytes;
  std::string prefix = {};  // of the slugs
  bool coarse = false;
};

struct Row {
  std::string id, slug, message;
  std::vector<RowCase> cases;
  std::string meaning;             // one sentence: what it means that this attack succeeded
  std::string likely;              // its usual cause
  std::vector<Sweep> sweeps = {};  // more cases
  std::string expected = {};       // of a sound target; empty: what the message says
  std::string spec = {};           // likewise
  bool anyone = false;             // the application admits whoever proves a key
  std::vector<std::string> needs = {};
};

// What follows from the message that a row changes.
struct Attacked {
  Role target;           // who reads it
  std::string expected;  // what a sound target does
  std::string spec;
};

// How a protocol's rows are played.
struct Table {
  std::map<std::string, Attacked> messages;
  std::function<void(Stage&)> control;
  std::function<Result(Stage&, const Row&, const RowCase&)> play;
};

std::vector<Attack> attacks_of(const std::vector<Row>& rows, const Table& table);

// The change of one case, as a vector that differs from its control by no more than that. `values`
// hold what letters mean. Throws std::logic_error where there is no such case, or more than one
// change.
Delta change_of(const Book& book, const std::vector<Row>& rows, const std::string& message,
                const std::string& id, const std::string& slug, const Values& values);

}  // namespace assay::terms
