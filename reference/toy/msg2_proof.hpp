// SPDX-License-Identifier: MIT
#pragma once

#include <expected>

#include "reference/toy/reject.hpp"
#include "reference/toy/types.hpp"

namespace assay::toy {

Proof proof(const PresharedKey& K, const Hello& h, const PeerHello& H);

// In constant time. Reject: bad_proof.
[[nodiscard]] std::expected<void, Reject> verify_proof(const PresharedKey& K, const Hello& h,
                                                       const PeerHello& H, const PeerProof& P);

}  // namespace assay::toy
