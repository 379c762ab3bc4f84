// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/terms/terms.hpp"

namespace assay {

// spec/shs1.md §2–4 as data over plain bytes, so that a change to one formula can be said in a
// word, made, and made again by whoever checks it. Built on the attacker's algebra, not on
// reference/: neither hides the other's mistake.
const terms::Book& shs1_book();

// Its part: spec/shs1.md §3 and §6, what each role does in the order of the sentences there.
std::map<Role, std::vector<terms::Step>> shs1_steps();

}  // namespace assay
