// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/shs1/honest.hpp"

// What F03, F04, F08, F09 and H06 share: ephemeral keys, gathered from many sessions and guessed.
namespace assay::mallory {

// Throws Unsupported where the shim makes the ephemerals (hello: `ephemeral: caller`).
void require_own_ephemerals(const Stage& stage);

// The target's ephemeral public key in one session, which is then abandoned: msg1 and msg2 suffice.
// Throws ControlFailed when no good hello comes.
Bytes ephemeral_of(Stage& stage, const Keys& keys, const std::string& endpoint = {});

// One value from each of 1,024 sessions while a session costs under 1 ms, of 256 otherwise, of 64
// with a process a session; an eighth of that at quick effort. The target is restarted three times
// on the way.
std::vector<Bytes> gather(Stage& stage, const std::function<Bytes(std::size_t i)>& one);

// SUCCEEDED when two values are equal. Else says what so many would have found: of a generator of
// that many bits, two would have been equal with probability above 0.999.
Result all_distinct(const std::vector<Bytes>& values, const std::string& of_what);

// Tries whether u is the public key of a hash of a long-term secret and a small counter or the
// time, taken as a scalar or as an Ed25519 seed. Names the guess that is right.
struct Guesses {
  std::size_t made = 0;
  std::optional<std::string> right = {};
};
Guesses guess_ephemeral(const Bytes& K, const Bytes& long_term_seed, const Bytes& u,
                        std::uint64_t unix_seconds);

}  // namespace assay::mallory
