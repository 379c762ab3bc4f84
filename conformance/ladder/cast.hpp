// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/engine/attack.hpp"
#include "conformance/ladder/settings.hpp"

namespace assay::rungs {

struct Person {
  Bytes seed, key, name;  // 32 each; in id-is-key the name is the key
};

// Who takes part in an attack and its control. E is registered like anyone else, with a key of its
// own. M and N are names that E had registered with the keys of A and of B; where a name is a key
// there are none, and where a proof is asked for the registrar does not take them.
struct Cast {
  Person A, B, E;
  Bytes M, N;
  std::string mode;
  std::vector<RungEntry> entries = {};  // as they were handed in

  static Cast draw(const std::string& mode, Rng rng);
  std::vector<RungEntry> directory() const { return registered(mode, entries); }
};

// Each name and whose it is: A, B or E, who goes by three.
std::map<Bytes, std::string> names_in(const Cast& cast);

// All that is mandatory. A responder is told to admit everyone.
OpenRequest request_for(const Rung& rung, Role role, const Cast& cast);

// The rung that the stage is about: `own`, unless it is the twin's turn.
const Rung& rung_on(const Stage& stage, const Rung& own);
// Never empty where the rung has modes.
std::string mode_on(const Stage& stage, const Rung& rung);
Cast cast_on(const Stage& stage, const Rung& rung);

}  // namespace assay::rungs
