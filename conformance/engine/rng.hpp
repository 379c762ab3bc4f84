// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "conformance/engine/bytes.hpp"

namespace assay {

// A stream of bytes fixed by its 32-byte seed: ChaCha20 as libsodium's
// randombytes_buf_deterministic. Every run prints its seed, and every case draws from a stream of
// its own, so that a case alone repeats what it did in the whole run.
class Rng {
 public:
  explicit Rng(Bytes seed32);
  // An independent stream for `label`.
  Rng fork(std::string_view label) const;
  Bytes bytes(std::size_t n);
  std::size_t below(std::size_t bound);  // uniform in [0, bound), bound >= 1
  const Bytes& seed() const { return seed_; }

 private:
  Bytes seed_;
  std::uint64_t drawn_ = 0;
};

// 32 bytes from the operating system, for a run without --seed.
Bytes random_seed();

}  // namespace assay
