// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/engine/protocol.hpp"

namespace assay {

// How a variant looks from outside, toy/stream or toy/datagram: enough for a program that only
// speaks it.
Protocol toy_form(Carrier carrier);
std::string toy_name(Carrier carrier);

}  // namespace assay
