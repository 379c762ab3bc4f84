// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>

#include "conformance/engine/judge.hpp"
#include "conformance/engine/options.hpp"

namespace assay {

// A report's results point into it, so it is moved and never copied.
struct Pinned {
  Pinned() = default;
  Pinned(Pinned&&) = default;
  Pinned& operator=(Pinned&&) = default;
};

struct Report {
  std::string protocol;
  std::map<Role, std::string> roles = {};  // what the protocol calls them
  Identity identity = {};
  Capabilities caps = {};
  RunOptions options = {};
  std::vector<Attack> catalogue = {};  // what `attacks` points into
  std::vector<Cell> cells = {};        // those selected
  std::vector<AttackResult> attacks = {};
  std::vector<CellResult> results = {};   // one per selected cell, in order
  std::vector<std::string> defects = {};  // where the target or its shim broke the rules of shim.md
  std::vector<Deadlines> deadlines = {};  // where they were asked for, one a role
  bool interrupted = false;
  double milliseconds = 0;
  Pinned pinned = {};
};

// Called after every case, by one thread at a time, for progress.
using Progress = std::function<void(const AttackResult&, const CaseResult&, int done, int total)>;

// Runs every selected attack beside its control. Throws Defective when the target never works at
// all, and std::invalid_argument when the selection is empty. `stop` is read between cases.
Report run(const Protocol& protocol, Target& target, const RunOptions& options,
           const Progress& progress, const std::atomic<bool>& stop);

// The process's exit code (design: command line): 0, 1, 3, 4 or 6.
int exit_code(const Report& report);

}  // namespace assay
