// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include "reference/common/bytes.hpp"
#include "reference/common/secret.hpp"

namespace assay::reference {

using BoxKey = Secret<struct BoxKeyTag, 32>;
using BoxNonce = Public<struct BoxNonceTag, 24>;
inline constexpr std::size_t box_overhead = 16;  // the Poly1305 tag, which comes first

// NaCl crypto_secretbox (XSalsa20-Poly1305). `boxed` is box_overhead bytes longer than `plain`.
void seal(std::span<std::uint8_t> boxed, const BoxKey& key, const BoxNonce& nonce,
          std::span<const std::uint8_t> plain);

// False, with `plain` unspecified, when the tag is wrong.
[[nodiscard]] bool unseal(std::span<std::uint8_t> plain, const BoxKey& key, const BoxNonce& nonce,
                          std::span<const std::uint8_t> boxed);

// The same for values whose lengths the types fix.
template <class Boxed, class Plain>
Boxed box(const BoxKey& key, const BoxNonce& nonce, const Plain& plain) {
  static_assert(Boxed::size == Plain::size + box_overhead);
  Boxed boxed;
  seal(boxed.fill(), key, nonce, plain.view());
  return boxed;
}

template <class Plain, class Boxed>
std::optional<Plain> open_box(const BoxKey& key, const BoxNonce& nonce, const Boxed& boxed) {
  static_assert(Boxed::size == Plain::size + box_overhead);
  Plain plain;
  if (!unseal(plain.fill(), key, nonce, boxed.view())) return std::nullopt;
  return plain;
}

}  // namespace assay::reference
