// SPDX-License-Identifier: MIT
#include "reference/common/ed25519.hpp"

#include <sodium/crypto_sign_ed25519.h>

// libsodium's results that are not looked at here are documented to be 0 always.
namespace assay::reference {

SigningKey signing_key(std::span<const std::uint8_t, 32> seed) {
  VerifyKey public_half;  // libsodium also writes it into the secret key
  SigningKey key;
  crypto_sign_ed25519_seed_keypair(public_half.fill().data(), key.fill().data(), seed.data());
  return key;
}

VerifyKey verify_key(const SigningKey& key) { return VerifyKey::from(key.view().last<32>()); }

Signature sign(const SigningKey& key, std::span<const std::uint8_t> message) {
  Signature signature;
  crypto_sign_ed25519_detached(signature.fill().data(), nullptr, message.data(), message.size(),
                               key.view().data());
  return signature;
}

bool verify(const Signature& signature, const VerifyKey& key,
            std::span<const std::uint8_t> message) {
  return crypto_sign_ed25519_verify_detached(signature.view().data(), message.data(),
                                             message.size(), key.view().data()) == 0;
}

std::optional<CurvePublic> to_curve(const VerifyKey& key) {
  CurvePublic u;
  const int rc = crypto_sign_ed25519_pk_to_curve25519(u.fill().data(), key.view().data());
  if (rc != 0) return std::nullopt;
  return u;
}

CurveSecret to_curve(const SigningKey& key) {
  CurveSecret x;
  crypto_sign_ed25519_sk_to_curve25519(x.fill().data(), key.view().data());
  return x;
}

}  // namespace assay::reference
