// SPDX-License-Identifier: MIT
#include "conformance/shs1/algebra.hpp"

#include <sodium.h>

#include <stdexcept>

namespace assay::mallory {
namespace {

const Bytes zero_nonce(crypto_secretbox_NONCEBYTES);

struct KeyPair {
  Bytes pk, sk;
};

KeyPair key_pair(View seed) {
  KeyPair k{Bytes(crypto_sign_PUBLICKEYBYTES), Bytes(crypto_sign_SECRETKEYBYTES)};
  crypto_sign_seed_keypair(k.pk.data(), k.sk.data(), seed.data());
  return k;
}

}  // namespace

Bytes hello(View K, View x_p) { return cat(mac(K, x_p), x_p); }

Bytes zeros(std::size_t n) { return Bytes(n); }

Bytes h(View message) {
  Bytes out(crypto_hash_sha256_BYTES);
  crypto_hash_sha256(out.data(), message.data(), message.size());
  return out;
}

Bytes sha512(View message) {
  Bytes out(crypto_hash_sha512_BYTES);
  crypto_hash_sha512(out.data(), message.data(), message.size());
  return out;
}

Bytes mac(View key, View message) {
  Bytes out(crypto_auth_hmacsha512256_BYTES);
  crypto_auth_hmacsha512256_state state;
  crypto_auth_hmacsha512256_init(&state, key.data(), key.size());
  crypto_auth_hmacsha512256_update(&state, message.data(), message.size());
  crypto_auth_hmacsha512256_final(&state, out.data());
  return out;
}

Bytes base(View scalar) {
  Bytes out(crypto_scalarmult_BYTES);
  crypto_scalarmult_base(out.data(), scalar.data());
  return out;
}

Bytes dh(View scalar, View point) {
  Bytes out(crypto_scalarmult_BYTES);
  if (crypto_scalarmult(out.data(), scalar.data(), point.data()) != 0) return zeros(out.size());
  return out;
}

Bytes box(View key, View message) { return box(key, zero_nonce, message); }

Bytes box(View key, View nonce, View message) {
  Bytes out(crypto_secretbox_MACBYTES + message.size());
  crypto_secretbox_easy(out.data(), message.data(), message.size(), nonce.data(), key.data());
  return out;
}

std::optional<Bytes> open(View key, View boxed) { return open(key, zero_nonce, boxed); }

std::optional<Bytes> open(View key, View nonce, View boxed) {
  if (boxed.size() < crypto_secretbox_MACBYTES) return std::nullopt;
  Bytes out(boxed.size() - crypto_secretbox_MACBYTES);
  if (crypto_secretbox_open_easy(out.data(), boxed.data(), boxed.size(), nonce.data(),
                                 key.data()) != 0) {
    return std::nullopt;
  }
  return out;
}

Bytes public_key(View seed) { return key_pair(seed).pk; }

Bytes sign(View seed, View message) {
  Bytes out(crypto_sign_BYTES);
  crypto_sign_detached(out.data(), nullptr, message.data(), message.size(),
                       key_pair(seed).sk.data());
  return out;
}

bool verify(View pk, View signature, View message) {
  return crypto_sign_verify_detached(signature.data(), message.data(), message.size(), pk.data()) ==
         0;
}

Bytes to_curve(View pk) {
  Bytes out(crypto_scalarmult_BYTES);
  if (crypto_sign_ed25519_pk_to_curve25519(out.data(), pk.data()) != 0) return zeros(out.size());
  return out;
}

Bytes secret_to_curve(View seed) {
  Bytes out(crypto_scalarmult_SCALARBYTES);
  crypto_sign_ed25519_sk_to_curve25519(out.data(), key_pair(seed).sk.data());
  return out;
}

Bytes scalar_base(View s) {
  Bytes out(crypto_core_ed25519_BYTES);
  crypto_scalarmult_ed25519_base_noclamp(out.data(), s.data());
  return out;
}

Bytes add_points(View p, View q) {
  Bytes out(crypto_core_ed25519_BYTES);
  if (crypto_core_ed25519_add(out.data(), p.data(), q.data()) != 0) {
    throw std::invalid_argument("add_points: not on the curve");
  }
  return out;
}

Bytes reduce(View wide) {
  Bytes out(crypto_core_ed25519_SCALARBYTES);
  crypto_core_ed25519_scalar_reduce(out.data(), wide.data());
  return out;
}

Bytes mul_add(View a, View b, View c) {
  Bytes product(crypto_core_ed25519_SCALARBYTES), out(crypto_core_ed25519_SCALARBYTES);
  crypto_core_ed25519_scalar_mul(product.data(), a.data(), b.data());
  crypto_core_ed25519_scalar_add(out.data(), product.data(), c.data());
  return out;
}

}  // namespace assay::mallory
