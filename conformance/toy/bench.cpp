// SPDX-License-Identifier: MIT
#include "conformance/bench/bench.hpp"

#include <sodium.h>

#include <array>
#include <cstdlib>

#include "reference/toy/peer.hpp"

namespace assay {
namespace {

using namespace toy;

template <std::size_t N>
std::array<std::uint8_t, N> toy_bytes(std::uint8_t value) {
  std::array<std::uint8_t, N> bytes;
  bytes.fill(value);
  return bytes;
}

PeerStart toy_end(std::uint8_t n) {
  return {PresharedKey::from(toy_bytes<32>(7)), Nonce::from(toy_bytes<16>(n)),
          Instant::from(toy_bytes<16>(3))};
}

template <class To, class From>
To as_read(const From& sent) {
  return To::from(sent.view());
}

void toy_handshake() {
  auto a = toy_end(1).begin(), b = toy_end(2).begin();
  auto a2 = std::move(a.next).read(as_read<PeerHello>(b.h)),
       b2 = std::move(b.next).read(as_read<PeerHello>(a.h));
  auto a3 = std::move(a2->next).read(as_read<PeerProof>(b2->p)),
       b3 = std::move(b2->next).read(as_read<PeerProof>(a2->p));
  if (!std::move(a3->next).read(as_read<PeerFinish>(b3->d))) std::abort();
  if (!std::move(b3->next).read(as_read<PeerFinish>(a3->d))) std::abort();
}

}  // namespace

std::vector<Benchmark> toy_benchmarks() {
  static std::array<std::uint8_t, 32> key{}, mac{};
  static std::array<std::uint8_t, 74> text{};
  // Each end: its own proof and finish, its peer's, and k (spec/toy.md §2).
  return {{"toy/stream",
           [] { toy_end(1), toy_end(2); },
           toy_handshake,
           {{"HMAC-SHA-512", 10, [] {
               crypto_auth_hmacsha512256(mac.data(), text.data(), text.size(), key.data());
             }}}}};
}

}  // namespace assay
