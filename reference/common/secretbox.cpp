// SPDX-License-Identifier: MIT
#include "reference/common/secretbox.hpp"

#include <sodium/crypto_secretbox.h>

#include "reference/common/consumable.hpp"

namespace assay::reference {

void seal(std::span<std::uint8_t> boxed, std::span<const std::uint8_t, 32> key,
          const BoxNonce& nonce, std::span<const std::uint8_t> plain) {
  if (boxed.size() != plain.size() + box_overhead) abort_misuse("seal: lengths do not fit");
  crypto_secretbox_easy(boxed.data(), plain.data(), plain.size(), nonce.view().data(), key.data());
}

bool unseal(std::span<std::uint8_t> plain, std::span<const std::uint8_t, 32> key,
            const BoxNonce& nonce, std::span<const std::uint8_t> boxed) {
  if (boxed.size() != plain.size() + box_overhead) abort_misuse("unseal: lengths do not fit");
  return crypto_secretbox_open_easy(plain.data(), boxed.data(), boxed.size(), nonce.view().data(),
                                    key.data()) == 0;
}

}  // namespace assay::reference
