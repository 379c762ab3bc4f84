// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/engine/protocol.hpp"

namespace assay {

// How SHS1 looks from outside: its record without what the runner does with it. Enough for a
// program that only speaks it.
Protocol shs1_form();

}  // namespace assay
