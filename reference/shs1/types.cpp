// SPDX-License-Identifier: MIT
#include "reference/shs1/types.hpp"

namespace assay::shs1 {

EphemeralSecret EphemeralSecret::from_x25519_secret(std::span<const std::uint8_t, 32> secret) {
  return EphemeralSecret(reference::CurveSecret::from(secret));
}

// spec/shs1.md §2: a = conv(seed)
EphemeralSecret EphemeralSecret::from_ed25519_seed(std::span<const std::uint8_t, 32> seed) {
  return EphemeralSecret(reference::to_curve(reference::signing_key(seed)));
}

template <class Owner>
StaticSecret<Owner> StaticSecret<Owner>::from_seed(std::span<const std::uint8_t, 32> seed) {
  return StaticSecret(reference::signing_key(seed));
}

template class StaticSecret<Client>;
template class StaticSecret<Server>;

}  // namespace assay::shs1
