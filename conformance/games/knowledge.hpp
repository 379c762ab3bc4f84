// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/engine/attack.hpp"

// The knowledge game (spec/properties.md, "Words and rules"): the attacker holds some values and
// what went over the wire. What does not open under any key that it can compute is not learned; and
// the same search, with the secret that suffices added, must open it, or the search has shown
// nothing.
namespace assay {

struct Known {
  std::string name;  // ab, conv(B_p)
  Bytes value;
};

// Every key hash(prefix | x1..xn) with n <= max_terms and each xi one of the terms, and each term
// itself.
struct KeySearch {
  Known prefix;
  std::vector<Known> terms;
  std::function<Bytes(View)> hash;
  std::size_t max_terms = 3;
};

struct Sealed {
  std::string name;  // proof
  std::function<bool(View key)> opens;
};

struct Searched {
  std::size_t keys = 0;              // how many were tried
  std::optional<std::string> found;  // "h(K|ab|aB) opens proof"
};
Searched search(const KeySearch& attacker, const std::vector<Sealed>& boxes);

// WITHSTOOD when nothing opens, SUCCEEDED when a box does; the number of keys is in `observed`.
// Throws ControlFailed when a box stays shut although `sufficient` was added.
Result knowledge_game(const KeySearch& attacker, const std::vector<Known>& sufficient,
                      const std::vector<Sealed>& boxes);

// SUCCEEDED when `slice` bytes in a row of one of the secrets stand in what was written. Each
// secret is also planted in a copy, where it must be noticed; throws ControlFailed otherwise.
Result leak_game(const std::vector<Known>& secrets, View written, std::size_t slice = 8);

// SUCCEEDED when two of the runs, which are of one identity, share `slice` bytes in a row of which
// not even half a slice stands in `others`, which are of other identities: a constant tells nobody
// apart.
Result repeat_game(const std::vector<Bytes>& runs, const std::vector<Bytes>& others,
                   std::size_t slice = 8);

}  // namespace assay
