// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/engine/target.hpp"

namespace assay::peers {

// The executable contract of spec/shs1.md §11 for a target in this process: one session on stdin
// and stdout. `args` are those after the command's name. Returns the exit code: 0 when the
// handshake succeeded (and, with SHS1_BOX_STREAM, the stream ended with goodbye), 1 when not, 64
// for a wrong argument or variable, which stderr explains.
int run_contract(Target& target, const std::vector<std::string>& args);

}  // namespace assay::peers
