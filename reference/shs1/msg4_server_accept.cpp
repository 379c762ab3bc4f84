// SPDX-License-Identifier: MIT
#include "reference/shs1/msg4_server_accept.hpp"

#include "reference/common/concat.hpp"

namespace assay::shs1 {

// spec/shs1.md §3.4: sigB = sign[B](K | H | hab)
Signature server_accept(const NetworkKey& K, const ServerSecret& B, const ClientAuth& H,
                        const HashAb& hab) {
  return reference::sign(B.key(), concat(K, H, hab).view());
}

// spec/shs1.md §3.4: msg4 = box[K3](sigB)
Msg4 box_server_accept(const Msg4Key& K3, const Signature& sigB) {
  return reference::box<Msg4>(K3, zero_nonce, sigB);
}

// spec/shs1.md §6: open the box of msg4 → verify sigB
std::expected<void, Reject> verify_server_accept(const NetworkKey& K, const ServerPublic& B_p,
                                                 const ClientAuth& H, const HashAb& hab,
                                                 const Msg4Key& K3, const Msg4& msg4) {
  const auto sigB = reference::open_box<Signature>(K3, zero_nonce, msg4);
  if (!sigB) return std::unexpected(Reject::bad_box);
  const bool signed_by_B =
      reference::verify(*sigB, reference::VerifyKey::from(B_p.view()), concat(K, H, hab).view());
  if (!signed_by_B) return std::unexpected(Reject::bad_signature);
  return {};
}

}  // namespace assay::shs1
