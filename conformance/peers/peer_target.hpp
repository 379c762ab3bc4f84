// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/peers/session.hpp"

namespace assay::peers {

// Makes the machine of one connection; it checks the request's own parameters (its `bytes`). Throws
// Unsupported, naming it, for one that is unknown or not allowed, Defective for one that is missing
// or wrong. Whatever connections of one process share is its state.
using Process = std::function<std::unique_ptr<Machine>(const OpenRequest&)>;

// An implementation of a protocol that runs inside the runner.
struct Implementation {
  std::string protocol;
  std::size_t peer_bytes;  // of a peer's name
  Identity identity;
  Capabilities capabilities;
  std::function<Process()> launch;  // called at once and for every restart
  Admits admits = std::equal_to<Bytes>();
  std::optional<Limit> limit = {};  // what timeout_ms does, where it is not what is declared
};

std::unique_ptr<Target> in_process_target(Implementation implementation);

// What every machine with a MachineSession around it can do, in both roles. A protocol adds the
// capabilities of its parameters, and its word for `authorize`.
Capabilities session_capabilities();

}  // namespace assay::peers
