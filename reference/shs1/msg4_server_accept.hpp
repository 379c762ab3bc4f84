// SPDX-License-Identifier: MIT
#pragma once

#include <expected>

#include "reference/shs1/reject.hpp"
#include "reference/shs1/types.hpp"

namespace assay::shs1 {

// spec/shs1.md 3.4: msg4 = box(K3, 0^24, sigB), sigB = sign(B_s, K | H | hab)
Msg4 server_accept(const NetworkKey& K, const StaticSecret& B_s, const ClientAuth& H,
                   const HashAb& hab, const BoxKey& K3);

// Reject: bad_box, bad_signature.
std::expected<void, Reject> verify_server_accept(const NetworkKey& K, const StaticPublic& B_p,
                                                 const ClientAuth& H, const HashAb& hab,
                                                 const BoxKey& K3, const Msg4& msg4);

}  // namespace assay::shs1
