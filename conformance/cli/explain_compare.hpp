// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/cli/commands.hpp"

namespace assay::cli {

// The protocol's modes; of one that has none, one of no name.
std::vector<std::string> modes_or_none(const Protocol& protocol);

// " (in the mode x alone)", " (not in the mode x)"; empty where these are all.
std::string in_modes(const Protocol& protocol, const std::vector<std::string>& modes);

// What it gains and loses against the variant that it changes, row by row; empty where it changes
// none.
std::string told_comparison(const Protocol& protocol);

// A row that tells of it: one that it gained, else one that it lacks.
std::string row_to_draw(const Protocol& protocol);

}  // namespace assay::cli
