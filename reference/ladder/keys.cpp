// SPDX-License-Identifier: MIT
#include "reference/ladder/keys.hpp"

#include <sodium/crypto_auth_hmacsha512.h>

namespace assay::ladder {

// Not by crypto_auth_hmacsha512256: it cuts the same 64 bytes, and leaves them on its stack.
void derive_into(std::span<std::uint8_t, 32> key, const SharedSecret& Z,
                 std::span<const std::uint8_t> text) {
  const auto whole =
      reference::Secret<struct WholeMacTag, 64>::written_by([&](std::span<std::uint8_t, 64> out) {
        crypto_auth_hmacsha512(out.data(), text.data(), text.size(), Z.view().data());
      });
  std::ranges::copy(whole.view().first<32>(), key.begin());
}

}  // namespace assay::ladder
