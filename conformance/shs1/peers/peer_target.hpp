// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/shs1/peers/session.hpp"
#include "conformance/shs1/peers/settings.hpp"

namespace assay::peers {

// Makes the machine of one connection. Whatever connections of one process share is its state.
using Process = std::function<std::unique_ptr<Machine>(const Settings&)>;

// An implementation of SHS1 that runs inside the runner.
struct Implementation {
  Identity identity;
  Capabilities capabilities;        // for the protocol shs1
  std::function<Process()> launch;  // called at once and for every restart
  Admits admits = std::equal_to<Bytes>();
  std::optional<Limit> limit = {};  // what timeout_ms does, where it is not what is declared
};

std::unique_ptr<Target> in_process_target(Implementation implementation);

// What every machine with a MachineSession around it can do.
Capabilities session_capabilities();

}  // namespace assay::peers
