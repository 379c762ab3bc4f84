// SPDX-License-Identifier: MIT
#include "reference/shs1/msg4_server_accept.hpp"

#include "reference/common/concat.hpp"

namespace assay::shs1 {

// spec/shs1.md 3.4: msg4 = box(K3, 0^24, sigB), sigB = sign(B_s, K | H | hab)
Msg4 server_accept(const NetworkKey& K, const StaticSecret& B_s, const ClientAuth& H,
                   const HashAb& hab, const BoxKey& K3) {
  const Signature sigB = reference::sign(B_s.key(), concat(K, H, hab).view());
  return reference::box<Msg4>(K3, zero_nonce, sigB);
}

// spec/shs1.md 3.4: sigB = open(K3, 0^24, msg4), verify(B_p, sigB, K | H | hab)
std::expected<void, Reject> verify_server_accept(const NetworkKey& K, const StaticPublic& B_p,
                                                 const ClientAuth& H, const HashAb& hab,
                                                 const BoxKey& K3, const Msg4& msg4) {
  const auto sigB = reference::open_box<Signature>(K3, zero_nonce, msg4);
  if (!sigB) return std::unexpected(Reject::bad_box);
  const bool signed_by_B = reference::verify(*sigB, B_p, concat(K, H, hab).view());
  if (!signed_by_B) return std::unexpected(Reject::bad_signature);
  return {};
}

}  // namespace assay::shs1
