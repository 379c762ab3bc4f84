// SPDX-License-Identifier: MIT
#include "conformance/ladder/algebra.hpp"

#include <sodium.h>

#include <string_view>

namespace assay::rungs {
namespace {

const Bytes zero_nonce(crypto_aead_chacha20poly1305_ietf_NPUBBYTES);

struct Ed25519Pair {
  Bytes pk, sk;
};

Ed25519Pair pair_of_seed(View seed) {
  Ed25519Pair k{Bytes(crypto_sign_PUBLICKEYBYTES), Bytes(crypto_sign_SECRETKEYBYTES)};
  crypto_sign_seed_keypair(k.pk.data(), k.sk.data(), seed.data());
  return k;
}

}  // namespace

Bytes base(View scalar) {
  Bytes point(32);
  crypto_scalarmult_base(point.data(), scalar.data());
  return point;
}

Bytes dh(View scalar, View point) {
  Bytes shared(32);
  if (crypto_scalarmult(shared.data(), scalar.data(), point.data()) != 0) return Bytes(32);
  return shared;
}

Bytes public_key(View seed) { return pair_of_seed(seed).pk; }

Bytes sign(View seed, View text) {
  Bytes signature(crypto_sign_BYTES);
  crypto_sign_detached(signature.data(), nullptr, text.data(), text.size(),
                       pair_of_seed(seed).sk.data());
  return signature;
}

bool verify(View key, View signature, View text) {
  return key.size() == crypto_sign_PUBLICKEYBYTES && signature.size() == crypto_sign_BYTES &&
         crypto_sign_verify_detached(signature.data(), text.data(), text.size(), key.data()) == 0;
}

Bytes mac(View key, View text) {
  Bytes out(crypto_auth_hmacsha512256_BYTES);
  crypto_auth_hmacsha512256_state state;
  crypto_auth_hmacsha512256_init(&state, key.data(), key.size());
  crypto_auth_hmacsha512256_update(&state, text.data(), text.size());
  crypto_auth_hmacsha512256_final(&state, out.data());
  return out;
}

Bytes seal(View key, View ad, View plain) {
  Bytes sealed(plain.size() + crypto_aead_chacha20poly1305_ietf_ABYTES);
  crypto_aead_chacha20poly1305_ietf_encrypt(sealed.data(), nullptr, plain.data(), plain.size(),
                                            ad.data(), ad.size(), nullptr, zero_nonce.data(),
                                            key.data());
  return sealed;
}

std::optional<Bytes> unseal(View key, View ad, View sealed) {
  if (sealed.size() < crypto_aead_chacha20poly1305_ietf_ABYTES) return std::nullopt;
  Bytes plain(sealed.size() - crypto_aead_chacha20poly1305_ietf_ABYTES);
  const int wrong = crypto_aead_chacha20poly1305_ietf_decrypt(
      plain.data(), nullptr, nullptr, sealed.data(), sealed.size(), ad.data(), ad.size(),
      zero_nonce.data(), key.data());
  return wrong != 0 ? std::nullopt : std::optional(plain);
}

Bytes mask(View key, View plain) {
  Bytes masked(plain.size());
  crypto_stream_chacha20_ietf_xor(masked.data(), plain.data(), plain.size(), zero_nonce.data(),
                                  key.data());
  return masked;
}

Bytes pop(View seed, View name) { return sign(seed, cat(std::string_view("ladder/1 pop "), name)); }

}  // namespace assay::rungs
