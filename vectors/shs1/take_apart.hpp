// SPDX-License-Identifier: MIT
#pragma once

#include "vectors/maker/vector_set.hpp"

namespace assay::vectors {

// The wires of an honest session taken apart again, from the receiver's end.
void take_apart_shs1(const Test& test, const Say& say);

}  // namespace assay::vectors
