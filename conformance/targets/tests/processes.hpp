// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

namespace assay {

// The children of this process, zombies included, whoever started them.
std::vector<int> own_children();

// Most memory this process ever had in use, in KiB.
long peak_memory_kib();

}  // namespace assay
