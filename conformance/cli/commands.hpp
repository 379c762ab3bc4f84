// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <stdexcept>
#include <string>
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
  std::string lib = {};  // a shared library's file
  std::string exec_server = {}, exec_client = {};
  std::string tcp = {}, listen = {};                                // addresses
  std::string network_key = {}, server_key = {}, client_seed = {};  // hex, with the two above
  std::string serve = {}, trigger = {};                             // commands
  bool allow_list = false;                                          // of --tcp
  std::vector<std::string> command = {};                            // after --
  std::string words() const;  // as on the command line, quoted for a shell
};

const Protocol& find_protocol(const std::string& name);  // UsageError, naming those that exist

std::unique_ptr<Target> make_target(const Protocol& protocol, const TargetSpec& spec,
                                    double timeout_scale);

Suite find_suite(const std::string& protocol);  // UsageError, naming those that exist

struct CheckOptions {
  std::string protocol = "shs1", role = "both", rows, cases, effort = "normal", seed;
  double timeout_scale = 1, deadlines = 0;
  std::vector<std::string> reports;
  bool verbose = false;
};

// Exit codes of the two ends that a report does not decide.
inline constexpr int exit_usage = 2, exit_defective = 3;

RunOptions run_options(const CheckOptions& options);  // UsageError for a word that is none

// Runs with progress on a terminal; SIGINT ends the run after the case at hand. The suite outlives
// the report.
Report run_on(const TargetSpec& target, const Suite& suite, const RunOptions& options);

int check(const TargetSpec& target, const CheckOptions& options);
int list(const std::string& what, const std::string& protocol, bool json);
int explain(const std::string& what, const std::string& protocol);
int replay(const std::string& file, const TargetSpec& target);
// Every client of `file` against every server, then target by row; Markdown on stdout.
int interop(const std::string& file, const CheckOptions& options);
int shim_check(const TargetSpec& target, const std::string& protocol);
int shim_init(const std::string& language, const std::string& folder);

}  // namespace assay::cli
