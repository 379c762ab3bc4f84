// SPDX-License-Identifier: MIT
#include "reference/ladder/sealed.hpp"

#include <sodium/crypto_aead_chacha20poly1305.h>
#include <sodium/crypto_stream_chacha20.h>

#include "reference/common/consumable.hpp"

namespace assay::ladder {

void seal_into(std::span<std::uint8_t> sealed, std::span<const std::uint8_t, 32> key,
               const AeadNonce& nonce, Bytes ad, Bytes plain) {
  if (sealed.size() != plain.size() + tag_bytes)
    reference::abort_misuse("seal_into: lengths do not fit");
  crypto_aead_chacha20poly1305_ietf_encrypt(sealed.data(), nullptr, plain.data(), plain.size(),
                                            ad.data(), ad.size(), nullptr, nonce.view().data(),
                                            key.data());
}

bool unseal_into(std::span<std::uint8_t> plain, std::span<const std::uint8_t, 32> key,
                 const AeadNonce& nonce, Bytes ad, Bytes sealed) {
  if (sealed.size() != plain.size() + tag_bytes)
    reference::abort_misuse("unseal_into: lengths do not fit");
  return crypto_aead_chacha20poly1305_ietf_decrypt(plain.data(), nullptr, nullptr, sealed.data(),
                                                   sealed.size(), ad.data(), ad.size(),
                                                   nonce.view().data(), key.data()) == 0;
}

void mask_into(std::span<std::uint8_t> out, std::span<const std::uint8_t, 32> key, Bytes in) {
  if (out.size() != in.size()) reference::abort_misuse("mask_into: lengths do not fit");
  crypto_stream_chacha20_ietf_xor(out.data(), in.data(), in.size(),
                                  AeadNonce::zeros().view().data(), key.data());
}

}  // namespace assay::ladder
