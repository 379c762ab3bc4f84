// SPDX-License-Identifier: MIT
#include "reference/shs1/keys.hpp"

#include "reference/common/sha256.hpp"

namespace assay::shs1 {

namespace {

std::expected<Shared, Reject> product(const reference::CurveSecret& x,
                                      const reference::CurvePublic& Y) {
  auto shared = reference::x25519(x, Y);
  if (!shared) return std::unexpected(Reject::low_order_point);
  return std::move(*shared);
}

}  // namespace

std::expected<Shared, Reject> dh(const EphemeralSecret& x, const EphemeralPublic& Y_p) {
  return product(x.scalar(), Y_p);
}

std::expected<Shared, Reject> dh(const EphemeralSecret& x, const StaticPublic& Y_p) {
  const auto u = reference::to_curve(Y_p);
  if (!u) return std::unexpected(Reject::bad_peer_key);
  return product(x.scalar(), *u);
}

std::expected<Shared, Reject> dh(const StaticSecret& X_s, const EphemeralPublic& y_p) {
  return product(reference::to_curve(X_s.key()), y_p);
}

HashAb hash_ab(const Shared& ab) { return reference::sha256<HashAb>(ab); }

BoxKey key_of_msg3(const NetworkKey& K, const Shared& ab, const Shared& aB) {
  return reference::sha256<BoxKey>(K, ab, aB);
}

BoxKey key_of_msg4(const NetworkKey& K, const Shared& ab, const Shared& aB, const Shared& Ab) {
  return reference::sha256<BoxKey>(K, ab, aB, Ab);
}

}  // namespace assay::shs1
