// SPDX-License-Identifier: MIT
#include "conformance/targets/isolation.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <atomic>

#include "conformance/targets/child.hpp"
#include "conformance/targets/keeper.hpp"
#include "conformance/targets/last_words.hpp"

namespace assay {
namespace {

std::atomic<bool> isolated = false;

// It sees no process but its own, and all of them end with the first; it holds no capability, and
// cannot write where the kernel's own settings and groups of processes stand. Files and the network
// are the runner's, for targets need them.
const std::vector<std::string>& wrapper() {
  static const std::vector<std::string> words = {"bwrap",
                                                 "--unshare-pid",
                                                 "--unshare-ipc",
                                                 "--die-with-parent",
                                                 "--new-session",
                                                 "--cap-drop",
                                                 "ALL",
                                                 "--bind",
                                                 "/",
                                                 "/",
                                                 "--dev",
                                                 "/dev",
                                                 "--proc",
                                                 "/proc",
                                                 "--ro-bind",
                                                 "/sys",
                                                 "/sys"};
  return words;
}

// The kernel limits nobody who is root: there the keeper counts alone.
std::vector<std::string> limited(std::vector<std::string> words) {
  if (geteuid() == 0) return words;
  // dash knows the limit by another letter than every other shell.
  const std::string script = fmt::format(
      "{{ ulimit -u {0} || ulimit -p {0}; }} 2>/dev/null && exec \"$@\"", Keeper::most_processes);
  const std::vector<std::string> limit = {"/bin/sh", "-c", script, "sh"};
  words.insert(words.begin() + std::ssize(wrapper()), limit.begin(), limit.end());
  return words;
}

}  // namespace

void isolate_commands() {
  isolated = true;
  Child trial({.argv = {"/bin/true"}});
  if (trial.wait_exit(Clock::now() + Millis(10'000)) && trial.exit_code() == 0) return;
  throw Defective(
      fmt::format("--isolate: bubblewrap cannot isolate here ({}{}); where it may not, run assay "
                  "in a container "
                  "or a virtual machine instead",
                  trial.how_it_ended(), last_words(trial.stderr_tail())));
}

std::vector<std::string> as_started(std::vector<std::string> argv) {
  if (!isolated || argv.empty()) return argv;
  argv.insert(argv.begin(), wrapper().begin(), wrapper().end());
  return limited(std::move(argv));
}

}  // namespace assay
