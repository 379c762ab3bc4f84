// SPDX-License-Identifier: MIT
#include "reference/common/sha256.hpp"

#include <sodium/crypto_hash_sha256.h>

namespace assay::reference {

void sha256_into(std::span<std::uint8_t, 32> digest, std::span<const std::uint8_t> message) {
  crypto_hash_sha256(digest.data(), message.data(), message.size());
}

}  // namespace assay::reference
