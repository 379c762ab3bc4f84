// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <functional>

namespace assay::cli {

// Does the work of each number below `count`, `jobs` of them at once; throws what the first threw.
void in_parallel(std::size_t count, unsigned jobs, const std::function<void(std::size_t)>& work);

}  // namespace assay::cli
