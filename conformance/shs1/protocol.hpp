// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/engine/protocol.hpp"

namespace assay {

// Secret Handshake and its box-stream (spec/shs1.md, spec/box-stream.md).
std::vector<Protocol> shs1_protocols();

}  // namespace assay
