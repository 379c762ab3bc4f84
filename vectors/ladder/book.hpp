// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/ladder/settings.hpp"
#include "conformance/terms/terms.hpp"

namespace assay::vectors {

// A rung's formulas and steps in all its modes at once, as the files have them: `entries` are names
// and keys that a directory was asked to take, `proofs` those of possession in the same order. No
// entries: a name is a key. No proofs: the registrar asks for none.
const terms::Book& ladder_book(const rungs::Rung& rung);

// Both as the lists of a test have them, end to end.
std::vector<rungs::RungEntry> entries_in(View entries, View proofs);

// A formula of the rung's has that letter.
bool has_letter(const rungs::Rung& rung, std::string_view letter);

}  // namespace assay::vectors
