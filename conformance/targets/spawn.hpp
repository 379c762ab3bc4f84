// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/targets/keeper.hpp"

namespace assay {

struct Spawned {
  Keeper keeper;
  Descriptor in, out, err;  // our ends: non-blocking, closed on exec
};

// Starts the command below a keeper. Throws Defective.
Spawned spawn(Command command);

// Waits for the keeper, which was told to end, or killed.
void reap_keeper(pid_t pid);

}  // namespace assay
