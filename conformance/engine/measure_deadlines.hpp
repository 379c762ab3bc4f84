// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/engine/conversation.hpp"
#include "conformance/engine/deadlines.hpp"

namespace assay {

// An open session, and the first message that the target waits for in it.
struct Pending {
  Conversation line;
  Bytes message;
};
using Begin = std::function<Pending(Stage&)>;

// Waits in three sessions: with silence from the start; with the first message late, then silence;
// and, where silence had an end, with that message a byte at a time. `patience`, in seconds, is
// how long silence is watched. What fails is said in `note`.
Deadlines measure_deadlines(Stage& stage, const Begin& begin, double patience);

}  // namespace assay
