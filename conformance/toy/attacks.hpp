// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/engine/protocol.hpp"

namespace assay {

// The runner's own end, honest. Throws ControlFailed.
void toy_honest_run(Stage& stage, Carrier carrier);
OpenRequest toy_request(Carrier carrier, Rng rng);
std::vector<Attack> toy_attacks(Carrier carrier);

}  // namespace assay
