// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/engine/protocol.hpp"

namespace assay {

// The reference of another variant of a family, for attacks that were written for the first: a
// session is opened with its own name and, where it has not the first one's mode, its default mode.
std::unique_ptr<Target> twin_target(const Protocol& twin, const std::string& mode);

}  // namespace assay
