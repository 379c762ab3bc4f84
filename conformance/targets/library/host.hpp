// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "conformance/engine/protocol.hpp"

namespace assay {

// The whole of assay-host FILE.so: HSP/1 on stdin and stdout for a library that follows the C ABI
// and speaks one of these protocols, in a process that it may take down. Returns the exit code: 0,
// 64 (spec/shim.md §2), 2 usage, 3 the library cannot be used.
int host_library(const std::vector<Protocol>& protocols, int argc, char** argv);

}  // namespace assay
