// SPDX-License-Identifier: MIT
#pragma once

#include "vectors/test.hpp"

namespace assay::vectors {

// What each flag means: a file carries those of its tests.
const std::map<std::string, Note>& notes();

}  // namespace assay::vectors
