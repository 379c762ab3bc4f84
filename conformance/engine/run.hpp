// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>

#include "conformance/engine/deadlines.hpp"
#include "conformance/engine/judge.hpp"

namespace assay {

struct RunOptions {
  std::vector<Role> roles = {Role::server, Role::client, Role::peer};
  std::vector<std::string> rows = {};   // empty: all
  std::vector<std::string> cases = {};  // globs over case names; empty: all
  Effort effort = Effort::normal;
  double timeout_scale = 1;
  double patience = 0;  // seconds to watch each wait for; 0: deadlines are not measured
  Bytes seed = {};
  std::string mode = {};  // of the protocol; empty: its default
  // The reference of a variant of the same family, for attacks that name one as their twin.
  std::function<std::unique_ptr<Target>(const std::string& variant)> twin = {};
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
};

// Called after every case, on the running thread, for progress.
using Progress = std::function<void(const AttackResult&, const CaseResult&, int done, int total)>;

// protocol/role/ID-slug[/case]
std::string case_name(const std::string& protocol, const Attack& attack, const std::string& slug);

// Shell-style match with * and ?.
bool glob(std::string_view pattern, std::string_view text);

// Runs every selected attack beside its control. Throws Defective when the target never works at
// all, and std::invalid_argument when the selection is empty. `stop` is read between cases.
Report run(const Protocol& protocol, Target& target, const RunOptions& options,
           const Progress& progress, const std::atomic<bool>& stop);

// The process's exit code (design: command line): 0, 1, 3, 4 or 6.
int exit_code(const Report& report);

}  // namespace assay
