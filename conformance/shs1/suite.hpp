// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/engine/attack.hpp"

namespace assay::mallory {

// Every attack on Secret Handshake and its box-stream, in row order.
std::vector<Attack> shs1_attacks();

}  // namespace assay::mallory
