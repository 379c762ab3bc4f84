// SPDX-License-Identifier: MIT
#pragma once

#include "reference/common/concat.hpp"

namespace assay::reference {

void sha256_into(std::span<std::uint8_t, 32> digest, std::span<const std::uint8_t> message);

// SHA-256 (FIPS 180-4) of the parts one after the other. What is hashed from a secret is a secret.
template <SecretType Digest, class... Parts>
Digest sha256(const Parts&... parts) {
  return Digest::written_by(
      [&](std::span<std::uint8_t, 32> digest) { sha256_into(digest, concat(parts...).view()); });
}

}  // namespace assay::reference
