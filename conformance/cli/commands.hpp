// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "conformance/engine/protocol.hpp"
#include "conformance/engine/run.hpp"

// One function a subcommand of `assay`; each returns the process's exit code.
namespace assay::cli {

// The command line itself is wrong: exit 2.
struct UsageError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// What was asked to be tested, before it is started.
struct TargetSpec {
  bool reference = false;
  std::string lib = {};                         // a shared library's file
  std::map<std::string, std::string> own = {};  // option of a protocol's own target: its value
  std::string tcp = {}, udp = {}, listen = {};  // addresses
  std::vector<std::string> keys = {};           // NAME=HEX, with the two above
  std::string serve = {}, trigger = {};         // commands
  bool allow_list = false;                      // of --tcp
  std::vector<std::string> command = {};        // after --
  bool isolate = false;                         // its commands
  std::string words() const;                    // as on the command line, quoted for a shell
};

const std::vector<Protocol>& known_protocols();
// The one of that name; the first of the list where it is empty. UsageError, naming those that
// exist.
const Protocol& find_protocol(const std::string& name);
// Those whose name matches a glob, in the order of the list; one at least, or UsageError.
std::vector<const Protocol*> matching_protocols(const std::string& pattern);
bool is_pattern(const std::string& protocol);
// The protocol's mode of that name; its default where it is empty. UsageError, naming those that
// there are.
std::string find_mode(const Protocol& protocol, const std::string& mode);

std::unique_ptr<Target> make_target(const Protocol& protocol, const std::string& mode,
                                    const TargetSpec& spec, double timeout_scale);

struct CheckOptions {
  std::string protocol, mode, role = "both", rows, cases, effort = "normal", seed;
  double timeout_scale = 1, deadlines = 0;
  unsigned jobs = std::max(1U, std::thread::hardware_concurrency());
  std::vector<std::string> reports;
  bool verbose = false;
};

// Exit codes of the ends that a report does not decide.
inline constexpr int exit_usage = 2, exit_defective = 3, exit_inconclusive = 6, exit_unwritable = 7;

Effort effort_of(const std::string& word);            // UsageError for a word that is none
RunOptions run_options(const CheckOptions& options);  // UsageError for a word that is none

// Runs with progress on a terminal; a signal ends the run in the case at hand.
Report run_on(const TargetSpec& target, const Protocol& protocol, const RunOptions& options);
// The same with the progress shown by the caller.
Report run_on(const TargetSpec& target, const Protocol& protocol, RunOptions options,
              const Progress& progress);

// Of several runs': 7, 2, 1, 3, 6, 5, 4, in this order.
int worst_exit_code(const std::vector<int>& codes);

// The whole command line: parses it and returns the exit code.
int run_main(int argc, char** argv);

// One protocol, or with a pattern all that match, on their references.
int check(const TargetSpec& target, const CheckOptions& options);
// `unneeded`: of the cases, those of attacks that no mutant is killed by.
int list(const std::string& what, const CheckOptions& of, bool json, bool unneeded);
// A row, an attack or a case; a protocol and a row: what happens there; or a protocol, or a family:
// its document's words and the attacks that succeed.
int explain(const std::vector<std::string>& words, const CheckOptions& of);
// Every reference in every mode, side by side; `check`: whether each cell is as claimed.
int matrix_command(const CheckOptions& options, bool check, bool ascii);
int replay(const std::string& file, const TargetSpec& target);
// Every mutant whose id matches, with the cases that kill it. `suite`: another one's command.
int mutants(const CheckOptions& options, const std::string& suite);
// Every client of `file` against every server, then target by row; Markdown on stdout.
int interop(const std::string& file, const CheckOptions& options);
int shim_check(const TargetSpec& target, const std::string& protocol);
int shim_init(const std::string& language, const std::string& folder, const std::string& protocol);

}  // namespace assay::cli
