// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/engine/protocol.hpp"
#include "conformance/ladder/rungs.hpp"

namespace assay::rungs {

// How a rung looks from outside (spec/ladder.md §9), for what only speaks it.
Protocol ladder_form(const Rung& rung);

// What waits for the application's word on A: a message, or success itself (`done`); empty in dh.
std::string decision_of(const Rung& rung);

}  // namespace assay::rungs
