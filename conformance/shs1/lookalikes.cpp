// SPDX-License-Identifier: MIT
#include "conformance/shs1/lookalikes.hpp"

#include <sodium.h>

#include <algorithm>

namespace assay::mallory {
namespace {

constexpr std::size_t block = 128;  // of SHA-512
constexpr std::string_view name_of_variant = "SHA-512/256";

void hash(crypto_hash_sha512_state state, View message, Bytes& out64) {
  crypto_hash_sha512_update(&state, message.data(), message.size());
  crypto_hash_sha512_final(&state, out64.data());
}

// FIPS 180-4 §5.3.6: the initial value is a hash of the variant's name under a masked initial
// value.
crypto_hash_sha512_state start_of_sha512_256() {
  crypto_hash_sha512_state state;
  crypto_hash_sha512_init(&state);
  for (auto& word : state.state) word ^= 0xa5a5a5a5a5a5a5a5u;
  Bytes iv(crypto_hash_sha512_BYTES);
  hash(state,
       {reinterpret_cast<const std::uint8_t*>(name_of_variant.data()), name_of_variant.size()}, iv);
  crypto_hash_sha512_init(&state);
  for (std::size_t word = 0; word < 8; ++word) {
    state.state[word] = 0;
    for (std::size_t i = 0; i < 8; ++i)
      state.state[word] = state.state[word] << 8 | iv[8 * word + i];
  }
  return state;
}

}  // namespace

Bytes sha512_256(View message) {
  Bytes out(crypto_hash_sha512_BYTES);
  hash(start_of_sha512_256(), message, out);
  out.resize(32);
  return out;
}

// RFC 2104.
Bytes hmac_sha512_256(View key, View message) {
  Bytes inner(block), outer(block);
  std::ranges::copy(key, inner.begin());
  std::ranges::copy(key, outer.begin());
  for (auto& byte : inner) byte ^= 0x36;
  for (auto& byte : outer) byte ^= 0x5c;
  return sha512_256(cat(outer, sha512_256(cat(inner, message))));
}

Bytes hmac_sha256(View key, View message) {
  Bytes out(crypto_auth_hmacsha256_BYTES);
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, key.data(), key.size());
  crypto_auth_hmacsha256_update(&state, message.data(), message.size());
  crypto_auth_hmacsha256_final(&state, out.data());
  return out;
}

Bytes blake2b_keyed(View key, View message) {
  Bytes out(32);
  crypto_generichash(out.data(), out.size(), message.data(), message.size(), key.data(),
                     key.size());
  return out;
}

Bytes hsalsa20(View key) {
  const Bytes zero(crypto_core_hsalsa20_INPUTBYTES);
  Bytes out(crypto_core_hsalsa20_OUTPUTBYTES);
  crypto_core_hsalsa20(out.data(), zero.data(), key.data(), nullptr);
  return out;
}

Bytes xchacha_box(View key, View message) {
  const Bytes nonce(crypto_secretbox_xchacha20poly1305_NONCEBYTES);
  Bytes out(crypto_secretbox_xchacha20poly1305_MACBYTES + message.size());
  crypto_secretbox_xchacha20poly1305_easy(out.data(), message.data(), message.size(), nonce.data(),
                                          key.data());
  return out;
}

Bytes sign_prehashed(View seed, View message) {
  Bytes pk(crypto_sign_PUBLICKEYBYTES), sk(crypto_sign_SECRETKEYBYTES), out(crypto_sign_BYTES);
  crypto_sign_seed_keypair(pk.data(), sk.data(), seed.data());
  crypto_sign_ed25519ph_state state;
  crypto_sign_ed25519ph_init(&state);
  crypto_sign_ed25519ph_update(&state, message.data(), message.size());
  crypto_sign_ed25519ph_final_create(&state, out.data(), nullptr, sk.data());
  return out;
}

}  // namespace assay::mallory
