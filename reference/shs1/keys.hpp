// SPDX-License-Identifier: MIT
#pragma once

#include <expected>

#include "reference/shs1/reject.hpp"
#include "reference/shs1/types.hpp"

namespace assay::shs1 {

// spec/shs1.md 2: ab = a·b_p = b·a_p. Reject: low_order_point.
std::expected<Shared, Reject> dh(const EphemeralSecret& x, const EphemeralPublic& Y_p);

// spec/shs1.md 2: aB = a·conv(B_p), Ab = b·conv(A_p). Reject: bad_peer_key, low_order_point.
std::expected<Shared, Reject> dh(const EphemeralSecret& x, const StaticPublic& Y_p);

// spec/shs1.md 2: aB = conv(B)·a_p, Ab = conv(A)·b_p. Reject: low_order_point.
std::expected<Shared, Reject> dh(const StaticSecret& X_s, const EphemeralPublic& y_p);

// spec/shs1.md 2: hab = h(ab)
HashAb hash_ab(const Shared& ab);

// spec/shs1.md 3.3: K2 = h(K | ab | aB)
BoxKey key_of_msg3(const NetworkKey& K, const Shared& ab, const Shared& aB);

// spec/shs1.md 3.4: K3 = h(K | ab | aB | Ab)
BoxKey key_of_msg4(const NetworkKey& K, const Shared& ab, const Shared& aB, const Shared& Ab);

}  // namespace assay::shs1
