// SPDX-License-Identifier: MIT
#include "reference/toy/msg2_proof.hpp"

#include "reference/common/concat.hpp"
#include "reference/toy/label.hpp"

namespace assay::toy {

// spec/toy.md §2: p = mac[K]("toy proof" | h | H)
Proof proof(const PresharedKey& K, const Hello& h, const PeerHello& H) {
  return Proof::from(reference::hmac(K, reference::concat(label("toy proof"), h, H).view()).view());
}

// spec/toy.md §2: P = mac[K]("toy proof" | H | h)
std::expected<void, Reject> verify_proof(const PresharedKey& K, const Hello& h, const PeerHello& H,
                                         const PeerProof& P) {
  const auto text = reference::concat(label("toy proof"), H, h);
  if (!reference::hmac_matches(reference::Mac::from(P.view()), K, text.view())) {
    return std::unexpected(Reject::bad_proof);
  }
  return {};
}

}  // namespace assay::toy
