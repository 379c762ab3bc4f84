// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/engine/attack.hpp"

// The two-world game (spec/properties.md, "Words and rules"): two worlds that differ only in a
// secret, and an attacker who sees everything else. Per message it is fixed how alike the worlds
// must look.
namespace assay {

enum class Likeness {
  identical,  // byte for byte; asked of messages only where the ephemerals are injected
  same_length,
  absent,  // in neither world
};

struct Sighting {
  std::string what;  // hello, close
  Bytes seen;        // empty: nothing was seen
};

struct Rule {
  std::string what;
  Likeness likeness;
};

// Throws ControlFailed where an honest part of it does not go through.
using World = std::function<std::vector<Sighting>(int world)>;

// Plays both worlds `trials` times, a coin deciding which comes first. SUCCEEDED when one rule was
// broken once. Every run also plants, for each rule, a difference in what was really seen, which
// must be noticed; throws ControlFailed otherwise.
Result two_worlds(Rng& coin, int trials, const std::vector<Rule>& rules, const World& play);

// The number of trials: 4, 16 or 200.
int two_world_trials(Effort effort);

}  // namespace assay
