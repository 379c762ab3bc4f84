// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "conformance/engine/target.hpp"

namespace assay::peers {

// A server on 127.0.0.1 around a target in this process: it sends back what it is sent on the box
// stream, answers goodbye with goodbye, and serves connections side by side. `args` are those after
// the command's name; --help lists them. Returns the exit code: 64 for a wrong argument, which
// stderr explains; 1 when it cannot listen; else it serves until a signal ends it.
int run_tcp_server(Target& target, const std::vector<std::string>& args);

// A client that dials once, and on success writes one packet (a client that only listens cannot be
// seen to succeed) and sends back what it is sent. Returns 0 when the handshake succeeded, 1 when
// not, 64 for a wrong argument.
int run_tcp_client(Target& target, const std::vector<std::string>& args);

}  // namespace assay::peers
