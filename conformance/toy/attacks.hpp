// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/engine/attack.hpp"

namespace assay {

// The runner's own end of toy/stream, honest. Throws ControlFailed.
void toy_honest_run(Stage& stage);
OpenRequest toy_request(Role role, Rng rng);
std::vector<Attack> toy_attacks();

}  // namespace assay
