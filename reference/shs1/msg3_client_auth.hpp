// SPDX-License-Identifier: MIT
#pragma once

#include <expected>

#include "reference/shs1/reject.hpp"
#include "reference/shs1/types.hpp"

namespace assay::shs1 {

// spec/shs1.md 3.3: H = sigA | A_p, sigA = sign(A_s, K | B_p | hab)
ClientAuth client_auth(const NetworkKey& K, const StaticSecret& A_s, const StaticPublic& B_p,
                       const HashAb& hab);

// spec/shs1.md 3.3: msg3 = box(K2, 0^24, H)
Msg3 box_client_auth(const BoxKey& K2, const ClientAuth& H);

// The H of a msg3 whose box opens and whose signature is by its A_p. Reject: bad_box,
// bad_signature.
std::expected<ClientAuth, Reject> verify_client_auth(const NetworkKey& K, const StaticPublic& B_p,
                                                     const HashAb& hab, const BoxKey& K2,
                                                     const Msg3& msg3);

// A_p, which stands for nobody until verify_client_auth returned this H.
StaticPublic client_of(const ClientAuth& H);

}  // namespace assay::shs1
