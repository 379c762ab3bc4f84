// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/engine/protocol.hpp"

namespace assay {

// How far two honest ends that were wired to each other came.
struct Meeting {
  bool agreed = false;  // both reported success, and nothing that either told contradicts the other
  std::string end;  // "stream", "handshake", or where it stopped: "hello: server rejected (why)"
};

// Two targets and the role that each plays: client and server, or both peers.
struct Pair {
  Target& first;
  Target& second;
  Role first_role = Role::client, second_role = Role::server;
};

// Runs one target against another, each configured for the other by the protocol's `request`, with
// keys drawn from `seed`; then, where both have the stream, data and goodbye in both directions. A
// crash or a broken rule of spec/shim.md is where it stopped. Throws std::invalid_argument for a
// target whose keys are fixed.
Meeting meet(const Protocol& protocol, const Pair& pair, const Rng& seed, double timeout_scale);

}  // namespace assay
