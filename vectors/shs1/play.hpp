// SPDX-License-Identifier: MIT
#pragma once

#include "vectors/maker/vector_set.hpp"

// The transcription in reference/ takes part in a test.
namespace assay::vectors {

// Adds to the given keys what follows from them, and whom each end dials or admits.
void set_up_shs1(Test& test);

// Of a wire that is longer than its message only the message is read; one that is shorter is where
// the stream ends.
Played play_shs1(const Test& test, std::string_view party);

// Of an honest session.
Values intermediates_of_shs1(const Test& test);

}  // namespace assay::vectors
