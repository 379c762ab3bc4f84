// SPDX-License-Identifier: MIT
#pragma once

#include <expected>

#include "reference/shs1/reject.hpp"
#include "reference/shs1/types.hpp"

// The derived values of spec/shs1.md §2, 32 bytes each. A product takes the peer's public half
// beside this end's secret one.
namespace assay::shs1 {

// Reject: low_order_point.
std::expected<SharedEphemeral, Reject> shared_ab(const EphemeralSecret& x,
                                                 const EphemeralPublic& y_p);

// By the client. Reject: bad_peer_key, low_order_point.
std::expected<SharedServer, Reject> shared_aB(const EphemeralSecret& a, const ServerPublic& B_p);
// By the server. Reject: low_order_point.
std::expected<SharedServer, Reject> shared_aB(const ServerSecret& B, const EphemeralPublic& a_p);

// By the client. Reject: low_order_point.
std::expected<SharedClient, Reject> shared_Ab(const ClientSecret& A, const EphemeralPublic& b_p);
// By the server. Reject: bad_peer_key, low_order_point.
std::expected<SharedClient, Reject> shared_Ab(const EphemeralSecret& b, const ClientPublic& A_p);

HashAb hash_ab(const SharedEphemeral& ab);

Msg3Key key_of_msg3(const NetworkKey& K, const SharedEphemeral& ab, const SharedServer& aB);

Msg4Key key_of_msg4(const NetworkKey& K, const SharedEphemeral& ab, const SharedServer& aB,
                    const SharedClient& Ab);

}  // namespace assay::shs1
