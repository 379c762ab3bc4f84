// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/engine/attack.hpp"

// Honest sessions of one process at once: each must end as if it were alone.
namespace assay {

// Throws Unsupported where the target takes but one session at a time.
void require_two_sessions(const Stage& stage);

// WITHSTOOD when `run` goes through, SUCCEEDED when it throws ControlFailed.
Result undisturbed(const Stage& stage, const std::function<void()>& run);

// The next part of a session; false when that was the last.
using Turn = std::function<bool()>;

// Plays two sessions to their ends by turns: `one` begins, and after each has had a turn `leads`
// goes before the other.
enum class Leads { one, two };
void by_turns(const Turn& one, const Turn& two, Leads leads);

}  // namespace assay
