// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/games/knowledge.hpp"
#include "conformance/games/two_world.hpp"
#include "conformance/shs1/honest.hpp"

namespace assay::mallory {

// All that a target wrote during a handshake with an honest peer, cut where that peer's messages
// fell. What goes beyond the four messages is kept: it is what these attacks look for.
struct Overheard {
  Terms t = {};                  // what the honest peer knew
  Bytes greeting = {};           // a server's, before msg1
  Bytes hello = {}, proof = {};  // msg1 and msg3, or msg2 and msg4, with whatever came along
  Close close = Close::none;
  Bytes written() const { return cat(greeting, hello, proof); }
  std::vector<Sighting> sightings() const;  // greeting, hello, proof, close
};

// Throws ControlFailed unless both sides succeed.
Overheard overhear(Stage& stage, const Keys& keys, const OpenRequest& request);

// All that a server wrote to a client with a flawless proof that it does not admit.
Bytes written_to_refused(Stage& stage, const Keys& keys);

// The control of attacks on what a target writes: an honest run that tolerates additions.
void overheard_run(Stage& stage);

// The name of the parameter that fixes the target's ephemeral key. Throws Unsupported where there
// is none.
std::string injection(const Stage& stage);

// `key32` as an eavesdropper may meet it: raw, converted, hashed, in hex.
std::vector<Known> forms_of(const std::string& name, const Bytes& key32);

}  // namespace assay::mallory
