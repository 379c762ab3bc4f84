// SPDX-License-Identifier: MIT
#include "reference/toy/outcome.hpp"

#include "reference/common/concat.hpp"
#include "reference/toy/label.hpp"

namespace assay::toy {

// spec/toy.md §2: k = mac[K]("toy key" | d | D), with the smaller of d and D first
Outcome outcome(const PresharedKey& K, const Finish& d, const PeerFinish& D) {
  const bool d_first = std::ranges::lexicographical_compare(d.view(), D.view());
  const auto k = d_first ? reference::hmac(K, reference::concat(label("toy key"), d, D).view())
                         : reference::hmac(K, reference::concat(label("toy key"), D, d).view());
  return {SessionKey::from(k.view())};
}

}  // namespace assay::toy
