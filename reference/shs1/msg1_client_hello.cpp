// SPDX-License-Identifier: MIT
#include "reference/shs1/msg1_client_hello.hpp"

#include "reference/common/concat.hpp"

namespace assay::shs1 {

// spec/shs1.md §3.1: msg1 = hmac[K](a_p) | a_p
Msg1 client_hello(const NetworkKey& K, const EphemeralPublic& a_p) {
  return Msg1::from(concat(reference::hmac(K, a_p.view()), a_p).view());
}

// spec/shs1.md §6: verify the mac of msg1
std::expected<EphemeralPublic, Reject> verify_client_hello(const NetworkKey& K, const Msg1& msg1) {
  const auto mac = reference::Mac::from(msg1.view().first<32>());
  const auto claimed = msg1.view().last<32>();
  if (!reference::hmac_matches(mac, K, claimed)) return std::unexpected(Reject::bad_mac);
  return EphemeralPublic::from(claimed);
}

}  // namespace assay::shs1
