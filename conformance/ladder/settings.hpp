// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/engine/target.hpp"
#include "conformance/ladder/rungs.hpp"

namespace assay::rungs {

struct RungEntry {
  Bytes name, key;
  std::optional<Bytes> pop = {};
};

// What one end is given (spec/ladder.md §9), checked. Without names there is the ephemeral alone.
struct RungSettings {
  Role role;
  std::string mode;
  Bytes own_name = {}, seed = {}, called = {};
  std::vector<RungEntry> entries = {};      // in named-pop those alone whose proof is good
  std::vector<RungEntry> turned_away = {};  // the others
  Bytes ephemeral = {};
};

// Throws Unsupported, naming it, for a parameter that is unknown or not this role's; Defective for
// one that is missing or wrong, and for a name that is not the key where it must be.
RungSettings settings_of(const Rung& rung, const OpenRequest& request);

// Names and keys, one after the other, as the formulas have them.
Bytes directory_bytes(const std::vector<RungEntry>& entries);
// Those that a registrar of that mode lets in.
std::vector<RungEntry> registered(const std::string& mode, std::vector<RungEntry> entries);

}  // namespace assay::rungs
