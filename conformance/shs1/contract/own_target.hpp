// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/engine/protocol.hpp"

namespace assay::contract {

// The executable contract (spec/shs1.md §11) as the command line offers it: a command for each
// role, quoted as for a shell.
OwnTarget own_target();

}  // namespace assay::contract
