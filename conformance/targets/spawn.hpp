// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/targets/child.hpp"

namespace assay {

struct Spawned {
  pid_t pid;
  Descriptor in, out, err;  // our ends: non-blocking, closed on exec
};

// Starts the command; `id` marks it and all that descends from it. Throws Defective.
Spawned spawn(const Command& command, const std::string& id);

// The wait status, once it has exited. Only this may wait for what spawn() started.
std::optional<int> reap_spawned(pid_t pid);

// Kills what descends from the command `id` and was left to us when its parent died.
void kill_orphans(const std::string& id);

}  // namespace assay
