// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "conformance/engine/target.hpp"

namespace assay {

// One cell of spec/claims.json: what a design promises for (row, role, half), and which attacks
// show it.
struct Cell {
  std::string row;  // P01 … P16, C, R, S1 … S4
  Role role;
  std::string half;  // "all" where the row has but one
  bool lacks = false;
  std::string why = {};                                        // spec/shs1.md#9
  std::vector<std::string> required = {}, supplementary = {};  // attack ids
  std::string note = {};
  bool lists(const std::string& attack) const;
  std::string name() const;  // P16/relay, or P02 where there is but one half
};

// The rows in the order in which they are printed.
const std::vector<std::string>& row_order();

// The cells of one protocol, in row order, server before client. Throws std::invalid_argument,
// naming the cell, where the file breaks its own rules (no required attack; a lack that names more
// than one).
std::vector<Cell> parse_claims(const std::string& json_text, const std::string& protocol);

}  // namespace assay
