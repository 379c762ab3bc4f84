// SPDX-License-Identifier: MIT
#pragma once

#include "vectors/maker/vector_set.hpp"

// A protocol made up for these tests: the asker sends x, the teller answers y and a hash of P, x
// and y; from these both have a key. P is shared.
namespace assay::vectors {

const terms::Book& whisper_book();
VectorSet whisper();

}  // namespace assay::vectors
