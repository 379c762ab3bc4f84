// SPDX-License-Identifier: MIT
#pragma once

#include <expected>

#include "reference/shs1/msg3_client_auth.hpp"
#include "reference/shs1/reject.hpp"
#include "reference/shs1/types.hpp"

namespace assay::shs1 {

// sigB.
Signature server_accept(const NetworkKey& K, const ServerSecret& B, const ClientAuth& H,
                        const HashAb& hab);

Msg4 box_server_accept(const Msg4Key& K3, const Signature& sigB);

// Reject: bad_box, bad_signature.
std::expected<void, Reject> verify_server_accept(const NetworkKey& K, const ServerPublic& B_p,
                                                 const ClientAuth& H, const HashAb& hab,
                                                 const Msg4Key& K3, const Msg4& msg4);

}  // namespace assay::shs1
