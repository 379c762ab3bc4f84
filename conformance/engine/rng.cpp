// SPDX-License-Identifier: MIT
#include "conformance/engine/rng.hpp"

#include <sodium.h>

#include <stdexcept>
#include <utility>

namespace assay {
namespace {

Bytes keyed_hash(const Bytes& key, View message) {
  Bytes out(32);
  crypto_generichash(out.data(), out.size(), message.data(), message.size(), key.data(),
                     key.size());
  return out;
}

}  // namespace

Rng::Rng(Bytes seed32) : seed_(std::move(seed32)) {
  if (seed_.size() != randombytes_SEEDBYTES) {
    throw std::invalid_argument("a seed is 32 bytes, not " + std::to_string(seed_.size()));
  }
}

Rng Rng::fork(std::string_view label) const {
  return Rng(keyed_hash(seed_, Bytes(label.begin(), label.end())));
}

Bytes Rng::bytes(std::size_t n) {
  Bytes counter(8);
  for (std::size_t i = 0; i < 8; ++i) counter[i] = static_cast<std::uint8_t>(drawn_ >> 8 * i);
  ++drawn_;
  Bytes out(n);
  randombytes_buf_deterministic(out.data(), n, keyed_hash(seed_, counter).data());
  return out;
}

std::size_t Rng::below(std::size_t bound) {
  std::uint64_t value = 0;
  for (const std::uint8_t b : bytes(8)) value = value << 8 | b;
  return static_cast<std::size_t>(value % bound);  // the bias, bound / 2^64, is of no matter here
}

Bytes random_seed() {
  Bytes seed(randombytes_SEEDBYTES);
  randombytes_buf(seed.data(), seed.size());
  return seed;
}

}  // namespace assay
