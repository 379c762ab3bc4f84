// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/engine/protocol.hpp"

namespace assay {

enum class Claim { holds, lacks, not_applicable };
std::string_view name(Claim claim);  // holds, lacks, n/a

// One cell of spec/claims/FAMILY.json: what a design promises for (row, role, half), and which
// attacks show it.
struct Cell {
  std::string row;  // P01 … P16, C, R, S1 … S4
  Role role;
  std::string half;  // "-" where the row has but one
  Claim claim = Claim::holds;
  std::string why = {};  // spec/PROTOCOL.md#9; of n/a: the reason, in words
  std::vector<std::string> required = {}, supplementary = {};  // attack ids
  std::vector<std::string> essential = {};  // of the required: where one is SKIPPED, so is the cell
  std::string note = {};
  bool lists(const std::string& attack) const;
  std::string name() const;  // P16/relay, or P02 where there is but one half
};

// The rows in the order in which they are printed.
const std::vector<std::string>& row_order();

// The cells of a protocol in one mode (empty where it has none), in row order, server before client
// before peer. Throws std::invalid_argument, naming the cell, where the file breaks its own rules
// (no required attack; a lack that names more than one; n/a with any), and where its modes are not
// those of the protocol.
std::vector<Cell> parse_claims(const Protocol& protocol, const std::string& mode);

// What the claims leave open of the rows that each role is judged on, halves included; n/a decides
// a row as a whole.
std::vector<std::string> open_cells(const Protocol& protocol, const std::string& mode);

}  // namespace assay
