// SPDX-License-Identifier: MIT
#include "reference/toy/msg3_finish.hpp"

#include "reference/common/concat.hpp"
#include "reference/toy/label.hpp"

namespace assay::toy {

// spec/toy.md §2: d = mac[K]("toy finish" | p | P)
Finish finish(const PresharedKey& K, const Proof& p, const PeerProof& P) {
  return Finish::from(
      reference::hmac(K, reference::concat(label("toy finish"), p, P).view()).view());
}

// spec/toy.md §2: D = mac[K]("toy finish" | P | p)
std::expected<void, Reject> verify_finish(const PresharedKey& K, const Proof& p, const PeerProof& P,
                                          const PeerFinish& D) {
  const auto text = reference::concat(label("toy finish"), P, p);
  if (!reference::hmac_matches(reference::Mac::from(D.view()), K, text.view())) {
    return std::unexpected(Reject::bad_finish);
  }
  return {};
}

}  // namespace assay::toy
