// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/shs1/terms.hpp"

// Which mistake a message of the target's own is made by, where it is not the specification's.
namespace assay::mallory {

// The change of spec/shs1.md §3 under which `message` (msg1 … msg4), as the runner's end `by` would
// compute it, is exactly `written`, in words; empty where none of those known fits. The changes are
// those of the forgeries of that message, and what people take a DH result or a seed for. `t` is
// what the runner's end knows.
std::string likeness(const Keys& keys, const Terms& t, Role by, const std::string& message,
                     View written);

// Every letter that follows from what the runner's end knows.
std::map<std::string, Bytes, std::less<>> letters(const Keys& keys, const Terms& t, Role by);

}  // namespace assay::mallory
