// SPDX-License-Identifier: MIT
#include "conformance/shs1/mutants/lax_crypto.hpp"

#include <sodium.h>

#include <algorithm>

#include "conformance/shs1/algebra.hpp"

namespace assay::mutants {
namespace {

using namespace mallory;

const Bytes neutral = [] {
  Bytes p(32);
  p[0] = 1;
  return p;
}();

// p added to itself n times; nothing where it is no point.
std::optional<Bytes> times(View p, unsigned n) {
  Bytes sum = neutral;
  for (; n > 0; --n) {
    if (crypto_core_ed25519_add(sum.data(), sum.data(), p.data()) != 0) return std::nullopt;
  }
  return sum;
}

bool is_small(View p) { return times(p, 8) == neutral; }

}  // namespace

bool verify_laxly(View A_p, View signature, View message, bool small_R_refused) {
  const View R = signature.first(32), S = signature.subspan(32);
  if (small_R_refused && is_small(R)) return false;
  if (!is_small(A_p)) return verify(A_p, signature, message);
  // [S]B = R + [k]A, and the order of A divides 8.
  const Bytes k = reduce(sha512(cat(R, A_p, message)));
  const std::optional<Bytes> kA = times(A_p, k[0] % 8);
  Bytes right(32);
  if (crypto_core_ed25519_add(right.data(), R.data(), kA->data()) != 0) return false;
  const bool no_scalar = std::ranges::all_of(S, [](std::uint8_t byte) { return byte == 0; });
  return right == (no_scalar ? neutral : scalar_base(S));
}

Bytes decrypt_unchecked(View key, View nonce, View cipher) {
  // The first 32 bytes of keystream make the tag's key.
  Bytes text(32);
  text.insert(text.end(), cipher.begin(), cipher.end());
  crypto_stream_xsalsa20_xor(text.data(), text.data(), text.size(), nonce.data(), key.data());
  return Bytes(text.begin() + 32, text.end());
}

}  // namespace assay::mutants
