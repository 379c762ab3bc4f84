// SPDX-License-Identifier: MIT
#include "conformance/bench/bench.hpp"

#include <sodium.h>

#include <array>
#include <cstdlib>

#include "reference/shs1/client.hpp"
#include "reference/shs1/server.hpp"

namespace assay {
namespace {

using namespace shs1;

template <std::size_t N = 32>
std::array<std::uint8_t, N> filled_with(std::uint8_t value) {
  std::array<std::uint8_t, N> bytes{};
  bytes.fill(value);
  return bytes;
}

struct Ends {
  NetworkKey K_client = NetworkKey::from(filled_with(7)),
             K_server = NetworkKey::from(filled_with(7));
  ClientSecret A = ClientSecret::from_seed(filled_with(1));
  ServerSecret B = ServerSecret::from_seed(filled_with(2));
  ServerPublic B_p = B.public_key();
};

void prepare_ends() { const Ends ends; }

void shake_hands() {
  Ends ends;
  auto hello = ClientStart(std::move(ends.K_client), std::move(ends.A), ends.B_p,
                           EphemeralSecret::from_x25519_secret(filled_with(3)))
                   .hello();
  auto challenged = ServerAwaitsMsg1(std::move(ends.K_server), std::move(ends.B),
                                     EphemeralSecret::from_x25519_secret(filled_with(4)))
                        .read(hello.msg1);
  auto authenticated = std::move(hello.next).read(challenged->msg2);
  auto asked = std::move(challenged->next).read(authenticated->msg3);
  auto accepted = std::move(*asked).authorize(true);
  if (!std::move(authenticated->next).read(accepted->msg4)) std::abort();
}

// What the primitives work on, of the sizes that SHS1 has.
struct Inputs {
  std::array<std::uint8_t, 32> pk, x, u, key = filled_with(5), out;
  std::array<std::uint8_t, 64> sk, signature;
  std::array<std::uint8_t, 96> text = filled_with<96>(6), opened;
  std::array<std::uint8_t, 112> boxed;
  std::array<std::uint8_t, 24> nonce = filled_with<24>(0);

  Inputs() {
    crypto_sign_ed25519_seed_keypair(pk.data(), sk.data(), key.data());
    crypto_sign_ed25519_sk_to_curve25519(x.data(), sk.data());
    crypto_scalarmult_curve25519_base(u.data(), x.data());
    crypto_sign_ed25519_detached(signature.data(), nullptr, text.data(), text.size(), sk.data());
    crypto_secretbox_easy(boxed.data(), text.data(), text.size(), nonce.data(), key.data());
  }
};

Inputs& inputs() {
  static Inputs i;
  return i;
}

void must(int rc) {
  if (rc != 0) std::abort();
}

// Lengths of what is hashed: spec/shs1.md §3 and §4.
void hash(std::size_t length) {
  static const auto message = filled_with<128>(8);
  must(crypto_hash_sha256(inputs().out.data(), message.data(), length));
}

std::vector<Primitive> curve_primitives() {
  Inputs& i = inputs();
  return {
      {"base multiplication", 2,
       [&] { must(crypto_scalarmult_curve25519_base(i.out.data(), i.x.data())); }},
      {"DH", 6, [&] { must(crypto_scalarmult_curve25519(i.out.data(), i.x.data(), i.u.data())); }},
      {"conversion of a public key", 2,
       [&] { must(crypto_sign_ed25519_pk_to_curve25519(i.out.data(), i.pk.data())); }},
      {"conversion of a secret key", 2,
       [&] { must(crypto_sign_ed25519_sk_to_curve25519(i.out.data(), i.sk.data())); }},
      {"signature", 2,
       [&] {
         must(crypto_sign_ed25519_detached(i.signature.data(), nullptr, i.text.data(),
                                           i.text.size(), i.sk.data()));
       }},
      {"verification", 2, [&] {
         must(crypto_sign_ed25519_verify_detached(i.signature.data(), i.text.data(), i.text.size(),
                                                  i.pk.data()));
       }}};
}

std::vector<Primitive> symmetric_primitives() {
  Inputs& i = inputs();
  return {{"HMAC-SHA-512", 4,
           [&] { must(crypto_auth_hmacsha512256(i.out.data(), i.text.data(), 32, i.key.data())); }},
          {"secretbox", 2,
           [&] {
             must(crypto_secretbox_easy(i.boxed.data(), i.text.data(), i.text.size(),
                                        i.nonce.data(), i.key.data()));
           }},
          {"opening of a secretbox", 2,
           [&] {
             must(crypto_secretbox_open_easy(i.opened.data(), i.boxed.data(), i.boxed.size(),
                                             i.nonce.data(), i.key.data()));
           }},
          {"SHA-256 of 32 bytes", 4, [] { hash(32); }},
          {"SHA-256 of 64 bytes", 4, [] { hash(64); }},
          {"SHA-256 of 96 bytes", 2, [] { hash(96); }},
          {"SHA-256 of 128 bytes", 2, [] { hash(128); }}};
}

}  // namespace

std::vector<Benchmark> shs1_benchmarks() {
  std::vector<Primitive> primitives = curve_primitives();
  for (Primitive& p : symmetric_primitives()) primitives.push_back(std::move(p));
  return {{"shs1", prepare_ends, shake_hands, std::move(primitives)}};
}

}  // namespace assay
