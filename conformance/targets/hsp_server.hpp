// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/engine/protocol.hpp"

namespace assay {

struct Served {
  const Protocol& protocol;
  Target& target;
};

// Speaks HSP/1 for targets in this process, one a protocol, on two descriptors, until `bye` or the
// end of input. Returns the exit code: 0, or 64 after a malformed line (spec/shim.md §2), which
// stderr explains.
//
// Unsupported and Defective that a target throws become `unsupported` and `error`. Every other
// exception is a crash and is not caught (spec/shim.md §7).
int serve_hsp(const std::vector<Served>& served, int in_fd, int out_fd);

}  // namespace assay
