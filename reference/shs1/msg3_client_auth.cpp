// SPDX-License-Identifier: MIT
#include "reference/shs1/msg3_client_auth.hpp"

#include "reference/common/concat.hpp"

namespace assay::shs1 {

// spec/shs1.md 3.3: H = sigA | A_p, sigA = sign(A_s, K | B_p | hab)
ClientAuth client_auth(const NetworkKey& K, const StaticSecret& A_s, const StaticPublic& B_p,
                       const HashAb& hab) {
  const Signature sigA = reference::sign(A_s.key(), concat(K, B_p, hab).view());
  return ClientAuth::from(concat(sigA, A_s.public_key()).view());
}

// spec/shs1.md 3.3: msg3 = box(K2, 0^24, H)
Msg3 box_client_auth(const BoxKey& K2, const ClientAuth& H) {
  return reference::box<Msg3>(K2, zero_nonce, H);
}

// spec/shs1.md 3.3: H = open(K2, 0^24, msg3), verify(A_p, sigA, K | B_p | hab)
std::expected<ClientAuth, Reject> verify_client_auth(const NetworkKey& K, const StaticPublic& B_p,
                                                     const HashAb& hab, const BoxKey& K2,
                                                     const Msg3& msg3) {
  const auto H = reference::open_box<ClientAuth>(K2, zero_nonce, msg3);
  if (!H) return std::unexpected(Reject::bad_box);
  const auto sigA = Signature::from(H->view().first<64>());
  const bool signed_by_A = reference::verify(sigA, client_of(*H), concat(K, B_p, hab).view());
  if (!signed_by_A) return std::unexpected(Reject::bad_signature);
  return *H;
}

StaticPublic client_of(const ClientAuth& H) { return StaticPublic::from(H.view().last<32>()); }

}  // namespace assay::shs1
