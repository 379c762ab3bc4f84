// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/engine/attack.hpp"

namespace assay::mallory {

// Every attack on Secret Handshake and its box-stream, with what the design claims.
Suite shs1_suite();

}  // namespace assay::mallory
