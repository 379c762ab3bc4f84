// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <set>

#include "conformance/engine/patterns.hpp"

// Whether the attacks notice a flaw, on the row that it is about.
namespace assay {

struct MutantTrial {
  // Of the rows that came out BROKEN (server.P02): the cases that won there.
  std::map<std::string, std::vector<std::string>> shown_by = {};
  std::set<std::string> won = {};  // every attack that did: server.C03
  // As it is listed: the attacks that were decided, and those that broke a row.
  Patterns tried = {}, seen = {};
  std::vector<std::string> faults = {};  // where it is not as listed
  bool interrupted = false;
  // By a row that it is listed to break.
  bool killed = false;
};

// Plays the attacks on `target`, the mutant. `options`: seed, effort, twin; the mutant says what is
// selected.
MutantTrial try_mutant(const Protocol& protocol, const MutantInfo& mutant, Target& target,
                       const RunOptions& options, const std::atomic<bool>& stop);

// How many there are of each message, of those that follow from formulas and steps.
std::map<std::string, int> per_message(const std::vector<const MutantInfo*>& mutants);

// The attacks that some cell of what it holds requires, as ROLE.ID, in its default mode.
std::set<std::string> required_attacks(const Protocol& protocol);

}  // namespace assay
