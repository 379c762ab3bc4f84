// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/cli/explain.hpp"

namespace assay::cli {

struct Told {
  const Protocol& protocol;
  std::string mode;
  CheckOptions options;
};

// One attack to be told, and the cells of one row that it decides.
struct Story {
  std::string id;
  Role role;
  Claim claim;
  std::vector<const Cell*> cells;
  const Protocol* lost_by = nullptr;  // where the row is kept: an earlier variant that is not safe
  const std::string& row() const { return cells.front()->row; }
};

// What is asked, what the attacker does, and what comes of it: a paragraph each.
std::string three_sentences(const Told& told, const Story& story, const Attack& attack,
                            const NamesOfCast& names, const CaseResult& played);

}  // namespace assay::cli
