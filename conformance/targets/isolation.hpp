// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

namespace assay {

// From now on every command is started in a bubblewrap of its own (spec/shim.md). Throws Defective,
// saying what to do, where bubblewrap is missing or may not do it.
void isolate_commands();

// The command as it is to be started: as it is, or in its bubblewrap.
std::vector<std::string> as_started(std::vector<std::string> argv);

}  // namespace assay
