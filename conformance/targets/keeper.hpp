// SPDX-License-Identifier: MIT
#pragma once

#include <sys/types.h>

#include <functional>

#include "conformance/targets/child.hpp"

namespace assay {

// A process between the runner and a command: the parent of the command, and of all that descends
// from it and lost its own. It ends them when the runner says so, and when the runner is gone,
// however it died.
struct Keeper {
  // A command and what descends from it may be so many at once; more, and the keeper ends them.
  static constexpr int most_processes = 512;
  static constexpr int too_many = -1;  // in place of the wait status, then

  pid_t pid;          // the runner's child; exits once nothing of the command is left
  Descriptor leash;   // the runner's end: a byte asks for an orderly end, its closing for any
  Descriptor status;  // the command's wait status, an int, once it has exited; ends with the keeper
};

// Forks a keeper, which forks and calls `become` (which must not return) in its child. Throws
// TargetError where there is no process to be had.
Keeper start_keeper(const std::function<void()>& become);

}  // namespace assay
