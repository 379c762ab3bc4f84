// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/engine/protocol.hpp"

namespace assay {

// spec/toy.md: toy/stream and toy/datagram.
std::vector<Protocol> toy_protocols();

}  // namespace assay
