// SPDX-License-Identifier: MIT
#include "reference/shs1/msg3_client_auth.hpp"

#include "reference/common/concat.hpp"

namespace assay::shs1 {

// spec/shs1.md §3.3: sigA = sign[A](K | B_p | hab)
// spec/shs1.md §3.3: H = sigA | A_p
ClientAuth client_auth(const NetworkKey& K, const ClientSecret& A, const ServerPublic& B_p,
                       const HashAb& hab) {
  const Signature sigA = reference::sign(A.key(), concat(K, B_p, hab).view());
  return ClientAuth(ClaimedAuth::from(concat(sigA, A.public_key()).view()));
}

// spec/shs1.md §3.3: msg3 = box[K2](H)
Msg3 box_client_auth(const Msg3Key& K2, const ClientAuth& H) {
  return reference::box<Msg3>(K2, zero_nonce, H);
}

// spec/shs1.md §6: open the box of msg3 → verify sigA
std::expected<ClientAuth, Reject> verify_client_auth(const NetworkKey& K, const ServerPublic& B_p,
                                                     const HashAb& hab, const Msg3Key& K2,
                                                     const Msg3& msg3) {
  const auto H = reference::open_box<ClaimedAuth>(K2, zero_nonce, msg3);
  if (!H) return std::unexpected(Reject::bad_box);
  const auto sigA = Signature::from(H->view().first<64>());
  const auto A_p = reference::VerifyKey::from(H->view().last<32>());
  const bool signed_by_A = reference::verify(sigA, A_p, concat(K, B_p, hab).view());
  if (!signed_by_A) return std::unexpected(Reject::bad_signature);
  return ClientAuth(*H);
}

ClientPublic client_of(const ClientAuth& H) { return ClientPublic::from(H.view().last<32>()); }

}  // namespace assay::shs1
