// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/ladder/attacks/attacks.hpp"

namespace assay::rungs {

// Who calls, and who is called, where the runner's end is one of the two.
struct Pair {
  Person initiator, responder;
};

// One way to make the target refuse.
struct Refusal {
  std::string slug, change;
  int n;                                  // the message that is refused
  std::vector<terms::Delta> deltas = {};  // of that message
  bool of_proof = false;                  // a check of the proof refuses it
  bool stream_ends = false;               // instead of it
  bool not_admitted = false;              // the proof is good, and its name is not wanted
  bool nobody = false;                    // the name is in no directory
};

// One for each reason of spec/ladder.md §5.
std::vector<Refusal> refusals(const Rung& rung, Role target);

Pair honest_pair(const Cast& cast);

// The run of that pair up to where the target has had what it must refuse.
OwnEnd made_to_refuse(Stage& stage, const Rung& rung, const Pair& pair, const Refusal& refusal);

}  // namespace assay::rungs
