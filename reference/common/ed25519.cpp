// SPDX-License-Identifier: MIT
#include "reference/common/ed25519.hpp"

#include <sodium/crypto_sign_ed25519.h>

// libsodium's results that are not looked at here are documented to be 0 always.
namespace assay::reference {

SigningKey signing_key(std::span<const std::uint8_t, 32> seed) {
  std::array<std::uint8_t, 32> public_half;  // libsodium also writes it into the secret key
  return SigningKey::written_by([&](std::span<std::uint8_t, 64> key) {
    crypto_sign_ed25519_seed_keypair(public_half.data(), key.data(), seed.data());
  });
}

VerifyKey verify_key(const SigningKey& key) { return VerifyKey::from(key.view().last<32>()); }

Signature sign(const SigningKey& key, std::span<const std::uint8_t> message) {
  return Signature::written_by([&](std::span<std::uint8_t, 64> signature) {
    crypto_sign_ed25519_detached(signature.data(), nullptr, message.data(), message.size(),
                                 key.view().data());
  });
}

bool verify(const Signature& signature, const VerifyKey& key,
            std::span<const std::uint8_t> message) {
  return crypto_sign_ed25519_verify_detached(signature.view().data(), message.data(),
                                             message.size(), key.view().data()) == 0;
}

std::optional<CurvePublic> to_curve(const VerifyKey& key) {
  int rc = 0;
  const auto u = CurvePublic::written_by([&](std::span<std::uint8_t, 32> out) {
    rc = crypto_sign_ed25519_pk_to_curve25519(out.data(), key.view().data());
  });
  if (rc != 0) return std::nullopt;
  return u;
}

CurveSecret to_curve(const SigningKey& key) {
  return CurveSecret::written_by([&](std::span<std::uint8_t, 32> x) {
    crypto_sign_ed25519_sk_to_curve25519(x.data(), key.view().data());
  });
}

}  // namespace assay::reference
