// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/engine/protocol.hpp"

namespace assay {

// spec/ladder.md: thirteen rungs, ladder/dh to ladder/sigma-i-ack.
std::vector<Protocol> ladder_protocols();

}  // namespace assay
