// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "conformance/engine/target.hpp"

namespace assay {

// The command of each role, without the arguments that the contract adds (spec/shs1.md §11). Empty:
// none.
struct ContractCommands {
  std::vector<std::string> server = {}, client = {};
};

class ContractTarget : public Target {
 public:
  // What the probe runs of a role showed, one line each, for people: "allow list: yes".
  // Runs them when nobody has yet; empty for a role without an executable.
  virtual std::vector<std::string> findings(Role role) = 0;
};

// One process per session: CMD K sk pk is a server, CMD K B_p a client. What an executable supports
// beyond the contract's core is found by probe runs, once per role, when first asked for.
// Deadlines and pauses of the probe runs are multiplied by `timeout_scale`.
//
// `observe` knows `exit_status`: one byte once the process has exited by itself, no byte while it
// runs or after it was killed.
std::unique_ptr<ContractTarget> contract_target(ContractCommands commands, double timeout_scale);

}  // namespace assay
