// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include "reference/common/bytes.hpp"
#include "reference/common/secret.hpp"

namespace assay::reference {

using StreamKey = Secret<struct StreamKeyTag, 32>;  // of a channel, for one direction
using BoxNonce = Public<struct BoxNonceTag, 24>;
inline constexpr std::size_t box_overhead = 16;  // the Poly1305 tag, which comes first

// NaCl crypto_secretbox (XSalsa20-Poly1305). `boxed` is box_overhead bytes longer than `plain`.
void seal(std::span<std::uint8_t> boxed, std::span<const std::uint8_t, 32> key,
          const BoxNonce& nonce, std::span<const std::uint8_t> plain);

// False, with `plain` unspecified, when the tag is wrong.
[[nodiscard]] bool unseal(std::span<std::uint8_t> plain, std::span<const std::uint8_t, 32> key,
                          const BoxNonce& nonce, std::span<const std::uint8_t> boxed);

// The same for values whose lengths the types fix, under a key of any type that is secret.
template <class Boxed, SecretType Key, class Plain>
Boxed box(const Key& key, const BoxNonce& nonce, const Plain& plain) {
  return Boxed::written_by([&](std::span<std::uint8_t, Plain::size + box_overhead> boxed) {
    seal(boxed, key.view(), nonce, plain.view());
  });
}

template <class Plain, SecretType Key, class Boxed>
std::optional<Plain> open_box(const Key& key, const BoxNonce& nonce, const Boxed& boxed) {
  bool opened = false;
  auto plain = Plain::written_by([&](std::span<std::uint8_t, Boxed::size - box_overhead> out) {
    opened = unseal(out, key.view(), nonce, boxed.view());
  });
  if (!opened) return std::nullopt;
  return plain;
}

}  // namespace assay::reference
