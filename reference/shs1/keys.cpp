// SPDX-License-Identifier: MIT
#include "reference/shs1/keys.hpp"

#include "reference/common/sha256.hpp"

namespace assay::shs1 {

namespace {

template <class Shared>
std::expected<Shared, Reject> product(const reference::CurveSecret& x,
                                      const reference::CurvePublic& Y) {
  auto shared = reference::x25519<Shared>(x, Y);
  if (!shared) return std::unexpected(Reject::low_order_point);
  return std::move(*shared);
}

template <class Shared, class Owner>
std::expected<Shared, Reject> product(const EphemeralSecret& x, const StaticPublic<Owner>& Y_p) {
  const auto u = reference::to_curve(reference::VerifyKey::from(Y_p.view()));
  if (!u) return std::unexpected(Reject::bad_peer_key);
  return product<Shared>(x.scalar(), *u);
}

}  // namespace

// spec/shs1.md §2: ab = a·b_p = b·a_p
std::expected<SharedEphemeral, Reject> shared_ab(const EphemeralSecret& x,
                                                 const EphemeralPublic& y_p) {
  return product<SharedEphemeral>(x.scalar(), y_p);
}

// spec/shs1.md §2: aB = a·conv(B_p) = conv(B)·a_p
std::expected<SharedServer, Reject> shared_aB(const EphemeralSecret& a, const ServerPublic& B_p) {
  return product<SharedServer>(a, B_p);
}

std::expected<SharedServer, Reject> shared_aB(const ServerSecret& B, const EphemeralPublic& a_p) {
  return product<SharedServer>(reference::to_curve(B.key()), a_p);
}

// spec/shs1.md §2: Ab = conv(A)·b_p = b·conv(A_p)
std::expected<SharedClient, Reject> shared_Ab(const ClientSecret& A, const EphemeralPublic& b_p) {
  return product<SharedClient>(reference::to_curve(A.key()), b_p);
}

std::expected<SharedClient, Reject> shared_Ab(const EphemeralSecret& b, const ClientPublic& A_p) {
  return product<SharedClient>(b, A_p);
}

// spec/shs1.md §2: hab = sha256(ab)
HashAb hash_ab(const SharedEphemeral& ab) { return reference::sha256<HashAb>(ab); }

// spec/shs1.md §3.3: K2 = sha256(K | ab | aB)
Msg3Key key_of_msg3(const NetworkKey& K, const SharedEphemeral& ab, const SharedServer& aB) {
  return reference::sha256<Msg3Key>(K, ab, aB);
}

// spec/shs1.md §3.4: K3 = sha256(K | ab | aB | Ab)
Msg4Key key_of_msg4(const NetworkKey& K, const SharedEphemeral& ab, const SharedServer& aB,
                    const SharedClient& Ab) {
  return reference::sha256<Msg4Key>(K, ab, aB, Ab);
}

}  // namespace assay::shs1
