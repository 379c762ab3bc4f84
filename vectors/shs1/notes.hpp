// SPDX-License-Identifier: MIT
#pragma once

#include "vectors/maker/vector_set.hpp"

namespace assay::vectors {

// What each flag of SHS1 means.
const std::map<std::string, Note>& shs1_notes();

}  // namespace assay::vectors
