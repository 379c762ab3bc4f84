// SPDX-License-Identifier: MIT
#include "reference/common/hmac.hpp"

#include <sodium/crypto_auth_hmacsha512256.h>

namespace assay::reference {

Mac hmac(const MacKey& key, std::span<const std::uint8_t> message) {
  return Mac::written_by([&](std::span<std::uint8_t, 32> mac) {
    crypto_auth_hmacsha512256(mac.data(), message.data(), message.size(), key.view().data());
  });
}

bool hmac_matches(const Mac& mac, const MacKey& key, std::span<const std::uint8_t> message) {
  return crypto_auth_hmacsha512256_verify(mac.view().data(), message.data(), message.size(),
                                          key.view().data()) == 0;
}

}  // namespace assay::reference
