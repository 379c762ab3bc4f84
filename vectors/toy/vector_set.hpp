// SPDX-License-Identifier: MIT
#pragma once

#include "vectors/maker/vector_set.hpp"

namespace assay::vectors {

// Sessions of `left` with `right`, which says its message before it reads each of left's. A wire is
// a message without its frame, so they serve both variants.
const VectorSet& toy_vector_set();

// The transcription in reference/ as either party.
Played play_toy(const Test& test, std::string_view party);
Values intermediates_of_toy(const Test& test);

std::vector<Test> toy_accept_tests();
std::vector<Test> toy_reject_tests();
std::vector<Question> toy_questions();

}  // namespace assay::vectors
