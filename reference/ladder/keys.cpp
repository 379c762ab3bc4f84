// SPDX-License-Identifier: MIT
#include "reference/ladder/keys.hpp"

#include <sodium/crypto_auth_hmacsha512256.h>

namespace assay::ladder {

void derive_into(std::span<std::uint8_t, 32> key, const SharedSecret& Z,
                 std::span<const std::uint8_t> text) {
  crypto_auth_hmacsha512256(key.data(), text.data(), text.size(), Z.view().data());
}

}  // namespace assay::ladder
