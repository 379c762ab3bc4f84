// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/targets/tcp/tcp_target.hpp"

namespace assay {

// A server, or a peer, that takes datagrams at an address. What makes it start, and what it is
// told, is said as for a live server on TCP; its allow list is found by nobody, only said. Each
// address that a session sends from is a socket of the runner's own. The record outlives it.
//
// A datagram that comes to nothing is silence, not a failure: only where --serve starts the
// program, or the machine answers that nobody listens, is a dead peer seen (Crashed; Defective
// before the first answer).
std::unique_ptr<Target> live_datagram_target(const Protocol& protocol, LiveServer server,
                                             double timeout_scale);

}  // namespace assay
