// SPDX-License-Identifier: MIT
#pragma once

#include <functional>

#include "conformance/engine/target.hpp"

namespace assay::peers {

// A peer on 127.0.0.1 around a target in this process: each address that a datagram comes from has
// a session of its own, opened by `request`, until a signal ends the process; whatever a session
// says goes to its address. Prints where it takes datagrams. Throws Defective when it cannot bind
// the port.
[[noreturn]] void serve_udp(Target& target, const std::function<OpenRequest()>& request, int port);

}  // namespace assay::peers
