// SPDX-License-Identifier: MIT
#pragma once

#include "vectors/maker/vector_set.hpp"

namespace assay::vectors {

const VectorSet& shs1_vector_set();

}  // namespace assay::vectors
