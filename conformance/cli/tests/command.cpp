// SPDX-License-Identifier: MIT
#include "conformance/cli/tests/command.hpp"

#include "conformance/targets/child.hpp"

namespace assay::cli {

namespace {

Ran run(const Command& command) {
  Child child(command);
  const Deadline deadline = Clock::now() + std::chrono::minutes(4);
  while (child.pump(deadline) == Child::Progress::output) continue;
  child.wait_exit(deadline);
  return {child.exit_code().value_or(-1), child.output(), child.stderr_tail()};
}

}  // namespace

Ran run_assay(const std::vector<std::string>& arguments) {
  Command command{.argv = {ASSAY}};
  command.argv.insert(command.argv.end(), arguments.begin(), arguments.end());
  return run(command);
}

Ran run_shell(const std::string& script) { return run({.argv = {"/bin/sh", "-c", script, ASSAY}}); }

}  // namespace assay::cli
