// SPDX-License-Identifier: MIT
#pragma once

#include "reference/common/bytes.hpp"
#include "reference/common/secret.hpp"

namespace assay::reference {

using MacKey = Secret<struct MacKeyTag, 32>;
using Mac = Public<struct MacTag, 32>;

// NaCl crypto_auth: HMAC-SHA-512 (RFC 4231), its first 32 bytes. Not HMAC-SHA-512/256.
Mac hmac(const MacKey& key, std::span<const std::uint8_t> message);

// In constant time.
[[nodiscard]] bool hmac_matches(const Mac& mac, const MacKey& key,
                                std::span<const std::uint8_t> message);

}  // namespace assay::reference
