// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/peers/machine.hpp"
#include "conformance/shs1/peers/settings.hpp"

namespace assay::peers {

// One end of SHS1 and its box-stream, made of reference/. The ephemeral key is the one in
// `settings`, or fresh. Announces `verified` where the reference hands out the peer: at msg3, and
// at msg4.
std::unique_ptr<Machine> reference_machine(const Settings& settings);

}  // namespace assay::peers
