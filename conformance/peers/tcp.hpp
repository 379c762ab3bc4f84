// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/engine/target.hpp"

namespace assay::peers {

// A server on 127.0.0.1 around a target in this process: its application sends back what it is
// sent, answers a clean end with its own, and serves up to `at_once` connections side by side, the
// others after them, until a signal ends the process. Prints where it listens. Throws TargetError
// when it cannot listen.
[[noreturn]] void serve_tcp(Target& target, const OpenRequest& request, int port,
                            std::size_t at_once);

// A client that dials HOST:PORT once, and on success writes a few bytes (a client that only listens
// cannot be seen to succeed) and sends back what it is sent. True when the handshake succeeded;
// else stderr says why not.
bool dial_tcp(Target& target, const OpenRequest& request, const std::string& address);

}  // namespace assay::peers
