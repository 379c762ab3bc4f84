// SPDX-License-Identifier: MIT
#pragma once

#include <sys/types.h>

#include <functional>
#include <string_view>

namespace assay {

// The environment variable that names the command a process descends from.
constexpr std::string_view orphan_mark = "ASSAY_TARGET_ID";

// Forks, runs `child` (which must not return) there, and remembers the process as one that has an
// owner. From the first call on, descendants whose parent died become the runner's children.
// Returns -1 and errno when there is no process to be had.
pid_t fork_registered(const std::function<void()>& child);

}  // namespace assay
