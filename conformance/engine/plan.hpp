// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/engine/claims.hpp"
#include "conformance/engine/options.hpp"

namespace assay {

// What is to be run of one attack.
struct Planned {
  const Attack* attack;
  std::vector<Case> cases;
  int not_selected = 0;
  int plays = 1;  // of each case, for as long as it is withstood
};

// The cells that the options ask for, of the roles that the target plays.
std::vector<Cell> select_cells(const Protocol& protocol, const RunOptions& options,
                               const Capabilities& caps);

// The attacks of those cells in the catalogue's order, each with those of its cases that the
// options ask for; `cases` lists all that an attack has. Throws std::invalid_argument when nothing
// is left.
std::vector<Planned> make_plan(const std::string& protocol, const RunOptions& options,
                               const std::vector<Cell>& cells, const std::vector<Attack>& catalogue,
                               const std::function<std::vector<Case>(const Attack&)>& cases);

}  // namespace assay
