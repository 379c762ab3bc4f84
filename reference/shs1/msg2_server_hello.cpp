// SPDX-License-Identifier: MIT
#include "reference/shs1/msg2_server_hello.hpp"

#include "reference/common/concat.hpp"

namespace assay::shs1 {

// spec/shs1.md §3.2: msg2 = hmac[K](b_p) | b_p
Msg2 server_hello(const NetworkKey& K, const EphemeralPublic& b_p) {
  return Msg2::from(concat(reference::hmac(K, b_p.view()), b_p).view());
}

// spec/shs1.md §6: verify the mac of msg2
std::expected<EphemeralPublic, Reject> verify_server_hello(const NetworkKey& K, const Msg2& msg2) {
  const auto mac = reference::Mac::from(msg2.view().first<32>());
  const auto claimed = msg2.view().last<32>();
  if (!reference::hmac_matches(mac, K, claimed)) return std::unexpected(Reject::bad_mac);
  return EphemeralPublic::from(claimed);
}

}  // namespace assay::shs1
