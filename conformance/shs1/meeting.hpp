// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "conformance/engine/attack.hpp"

namespace assay::mallory {

// How far two honest ends that were wired to each other came.
struct Meeting {
  bool agreed = false;  // both reported success, and nothing that either told contradicts the other
  std::string end;      // "stream", "handshake", or where it stopped: "msg3: server rejected (why)"
};

// Runs a client target against a server target, each configured for the other, with keys drawn from
// `seed`; then, where both have the stream, data and goodbye in both directions. A crash or a
// broken rule of spec/shim.md is where it stopped. Throws std::invalid_argument for a target whose
// keys are fixed.
Meeting meet(Target& client, Target& server, const Rng& seed, double timeout_scale);

}  // namespace assay::mallory
