// SPDX-License-Identifier: MIT
#pragma once

#include <expected>

#include "reference/shs1/reject.hpp"
#include "reference/shs1/types.hpp"

namespace assay::shs1 {

// H as a box carried it: anyone may have made it.
using ClaimedAuth = reference::Public<struct ClaimedAuthTag, 96>;

// H that this client made, or that verify_client_auth found to be signed by its A_p.
class ClientAuth {
 public:
  static constexpr std::size_t size = ClaimedAuth::size;

  std::span<const std::uint8_t, 96> view() const { return H_.view(); }
  bool operator==(const ClientAuth&) const = default;

 private:
  friend ClientAuth client_auth(const NetworkKey& K, const ClientSecret& A, const ServerPublic& B_p,
                                const HashAb& hab);
  friend std::expected<ClientAuth, Reject> verify_client_auth(const NetworkKey& K,
                                                              const ServerPublic& B_p,
                                                              const HashAb& hab, const Msg3Key& K2,
                                                              const Msg3& msg3);
  explicit ClientAuth(const ClaimedAuth& H) : H_(H) {}

  ClaimedAuth H_;
};

ClientAuth client_auth(const NetworkKey& K, const ClientSecret& A, const ServerPublic& B_p,
                       const HashAb& hab);

Msg3 box_client_auth(const Msg3Key& K2, const ClientAuth& H);

// The H of a msg3 whose box opens and whose signature is by its A_p. Reject: bad_box,
// bad_signature.
std::expected<ClientAuth, Reject> verify_client_auth(const NetworkKey& K, const ServerPublic& B_p,
                                                     const HashAb& hab, const Msg3Key& K2,
                                                     const Msg3& msg3);

// A_p.
ClientPublic client_of(const ClientAuth& H);

}  // namespace assay::shs1
