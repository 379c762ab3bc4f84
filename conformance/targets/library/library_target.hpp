// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "conformance/engine/protocol.hpp"

namespace assay {

// The command of a process of assay-host, which speaks HSP/1 for the library. Throws as below.
std::vector<std::string> library_command(const std::string& so_file);

// A shared library that follows the C ABI (spec/shim.md §10), in a process of assay-host, which
// stands beside this program's file. Throws Defective when either file is missing. Otherwise as
// hsp_target.
std::unique_ptr<Target> library_target(const Protocol& protocol, const std::string& so_file,
                                       double timeout_scale);

}  // namespace assay
