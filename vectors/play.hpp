// SPDX-License-Identifier: MIT
#pragma once

#include "vectors/test.hpp"

// The transcription in reference/ takes part in a test.
namespace assay::vectors {

struct Played {
  std::string rejected_at;            // msg1 to msg4; empty: accepted
  std::string reason;                 // a name of assay::shs1::Reject, or end_of_stream
  std::optional<Outcome> outcome;     // of a session that was accepted
  std::map<std::string, Bytes> sent;  // what the party sent, by message
};

// Reads what the transcript sends to `party`, set up with its keys. A wire that is shorter than its
// message is a stream that ends there; of a longer one only the message is read.
Played play(const Test& test, Party party);

// A test of an honest session, every value of it computed by reference/. `test` brings the keys
// (K, A, B, and a, b or a_seed, b_seed), id, comment and flags.
Test honest(Test test);

}  // namespace assay::vectors
