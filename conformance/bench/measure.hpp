// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace assay::bench {

struct Finished {
  int exit_code = 0;       // 127 where there is no such program, 128 + signal
  double seconds = 0;      // by the clock
  double cpu_seconds = 0;  // its own, and of what it waited for
  double mib = 0;          // the most memory that it held
  std::string output;      // stdout and stderr
};

// Runs a program from PATH, or at a path, to its end.
Finished run(const std::vector<std::string>& argv);

// The instructions of one call out of the `calls` that a command makes, its start left out:
// callgrind counts the command with 1 call and with 11. `command` takes the number as its last
// word. Nothing where callgrind does not run; `why` then says so.
std::optional<double> instructions(std::vector<std::string> command, std::string& why);

}  // namespace assay::bench
