// SPDX-License-Identifier: MIT
#pragma once

#include "reference/ladder/frame.hpp"
#include "reference/ladder/keys.hpp"

// Encryption inside messages (spec/ladder.md §3.4). Every key serves one message, so the nonce is
// zero.
namespace assay::ladder {

inline constexpr std::size_t tag_bytes = 16;  // Poly1305's, which comes last

using AeadNonce = reference::Public<struct AeadNonceTag, 12>;

template <class By, std::size_t N>
struct SealedTag;
template <class By, std::size_t N>
using Sealed = reference::Public<SealedTag<By, N>, N + tag_bytes>;  // of N bytes by that end

template <class By, std::size_t N>
struct MaskedTag;
template <class By, std::size_t N>
using Masked = reference::Public<MaskedTag<By, N>, N>;  // encrypted and not authenticated

// ChaCha20-Poly1305 (RFC 8439 §2.8); `sealed` is tag_bytes longer than `plain`.
void seal_into(std::span<std::uint8_t> sealed, std::span<const std::uint8_t, 32> key,
               const AeadNonce& nonce, Bytes ad, Bytes plain);
// False, with `plain` unspecified, when the tag is wrong.
[[nodiscard]] bool unseal_into(std::span<std::uint8_t> plain, std::span<const std::uint8_t, 32> key,
                               const AeadNonce& nonce, Bytes ad, Bytes sealed);
// ChaCha20 (RFC 8439 §2.4) with a zero nonce, its block counter from zero: masks and unmasks.
void mask_into(std::span<std::uint8_t> out, std::span<const std::uint8_t, 32> key, Bytes in);

// spec/ladder.md §3.4: aead[P, n, label](m) = aead[K[P](label), header[P, n]](m)
template <class Label, class... Parts>
auto seal(const Key<Label>& key, const Header& ad, const Parts&... parts) {
  using Box = Sealed<typename Label::By, (Parts::size + ...)>;
  return Box::written_by([&](std::span<std::uint8_t, Box::size> sealed) {
    seal_into(sealed, key.view(), AeadNonce::zeros(), ad.view(), concat(parts...).view());
  });
}

// The parts of a box by the end that `key` is for. Reject: bad_box.
template <class... Parts, class Label>
std::expected<std::tuple<Parts...>, Reject> open(
    const Key<Label>& key, const Header& ad,
    const Sealed<typename Label::By, (Parts::size + ...)>& sealed) {
  std::array<std::uint8_t, (Parts::size + ...)> plain;
  if (!unseal_into(plain, key.view(), AeadNonce::zeros(), ad.view(), sealed.view()))
    return std::unexpected(Reject::bad_box);
  return split<Parts...>(plain);
}

// spec/ladder.md §3.4: stream[P, label](m) = stream[K[P](label)](m)
template <class Label, class... Parts>
auto mask(const Key<Label>& key, const Parts&... parts) {
  using Text = Masked<typename Label::By, (Parts::size + ...)>;
  return Text::written_by([&](std::span<std::uint8_t, Text::size> masked) {
    mask_into(masked, key.view(), concat(parts...).view());
  });
}

template <class... Parts, class Label>
std::tuple<Parts...> unmask(const Key<Label>& key,
                            const Masked<typename Label::By, (Parts::size + ...)>& masked) {
  std::array<std::uint8_t, (Parts::size + ...)> plain;
  mask_into(plain, key.view(), masked.view());
  return split<Parts...>(plain);
}

}  // namespace assay::ladder
