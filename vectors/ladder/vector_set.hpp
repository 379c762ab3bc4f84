// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/ladder/rungs.hpp"
#include "vectors/maker/vector_set.hpp"

// The vectors of a rung, in a folder of its own below vectors/ladder. What differs by rung is read
// off its line of algebra.
namespace assay::vectors {

// In the order of the rungs.
std::vector<VectorSet> ladder_vector_sets();
const VectorSet& rung_vector_set(const rungs::Rung& rung);

// The transcription in reference/ as either party.
void set_up_rung(const rungs::Rung& rung, Test& test);
Played play_rung(const rungs::Rung& rung, const Test& test, std::string_view party);
Values intermediates_of_rung(const rungs::Rung& rung, const Test& test);

// What the files hold.
std::vector<Test> ladder_accept_tests(const rungs::Rung& rung);
std::vector<Test> ladder_reject_tests(const rungs::Rung& rung, std::string_view party);
std::vector<Test> ladder_policy_tests(const rungs::Rung& rung);
std::vector<Question> ladder_questions(const rungs::Rung& rung);
const std::map<std::string, Note>& ladder_notes();

extern const std::string ladder_seed;  // hex: of what is not fixed by hand

// The honest session of that slug; known-answer is the control of all that depends on no mode.
Test ladder_session(const rungs::Rung& rung, std::string_view slug);

// What an E has: a name and a seed; and the name under which it had A's key registered.
extern const Bytes eve_name, eve_seed, eves_name_for_A;

}  // namespace assay::vectors
