// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/ladder/rungs.hpp"
#include "conformance/terms/terms.hpp"

namespace assay::rungs {

// A rung's formulas and steps (spec/ladder.md §3, §5, §6) in one mode. Letters beside the
// document's: seedA and seedB sign; keyA and keyB are what the directory has for A and B; called is
// the name that the initiator calls; msgN are whole frames, hN their headers, contentN what is
// boxed in boxN under sealN, which is the key and the associated data. An end is given P, and x, A,
// seedA, called, or y, B, seedB, and the directory: names and keys, one after the other.
const terms::Book& rung_book(const Rung& rung, const std::string& mode);

// The steps alone.
std::map<Role, std::vector<terms::Step>> rung_steps(const Rung& rung, bool by_directory);

// "msg3" of 3, for letters that must outlive whoever asks.
std::string_view numbered(std::string_view letter, int n);

}  // namespace assay::rungs
