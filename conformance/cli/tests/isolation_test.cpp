// SPDX-License-Identifier: MIT
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>

#include "conformance/cli/tests/command.hpp"

// Targets in a bubblewrap of their own. CTest shows as skipped, not as passed, where there can be
// none.
using namespace assay::cli;
using Catch::Contains;

namespace {

namespace fs = std::filesystem;

// Empty where bubblewrap isolates what this program starts.
std::string why_not(const std::string& program) {
  const Ran ran = run_shell(program + " check --isolate -- /bin/sh -c 'exit 9'");
  INFO(ran.err);
  CHECK(ran.exit_code == 3);
  if (ran.err.find("exit code 9") != std::string::npos) return {};
  CHECK_THAT(ran.err,
             Contains("--isolate needs bubblewrap (Debian: apt install bubblewrap)") ||
                 Contains("bubblewrap cannot isolate here (exit code 1; on stderr: \"bwrap: "));
  return ran.err;
}

// What became of a process of the same user while a run met a target that reaches for it.
std::string bystander(const std::string& options) {
  const std::string reach = "ASSAY_REACH=1";
  return run_shell("env " + reach + " sleep 600 & victim=$!; env " + reach + " \"$0\" check " +
                   options +
                   " -- " REACH
                   " 2>/dev/null; grep State /proc/$victim/status; "
                   "grep 'open files' /proc/$victim/limits; kill -KILL $victim")
      .out;
}

}  // namespace

TEST_CASE("a target that limits, traces, stops and kills what it sees reaches nobody from within") {
  if (const std::string why = why_not("\"$0\""); !why.empty()) {
    WARN("skipped: " << why);
    return;
  }
  CHECK_THAT(bystander(""), !Contains("S (sleeping)"));
  CHECK_THAT(bystander("--isolate"), Contains("S (sleeping)") && !Contains(" 3  "));
}

TEST_CASE("who is not root can isolate a target, where the kernel lets them") {
  if (geteuid() != 0) return;  // as the case above did
  const std::string copy = fs::temp_directory_path() / "assay-isolation-test";
  fs::copy_file(ASSAY, copy, fs::copy_options::overwrite_existing);
  const std::string why = why_not("setpriv --reuid 65534 --regid 65534 --clear-groups " + copy);
  if (!why.empty()) WARN("not tried as anyone but root: " << why);
  fs::remove(copy);
}
