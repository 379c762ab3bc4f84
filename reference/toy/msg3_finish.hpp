// SPDX-License-Identifier: MIT
#pragma once

#include <expected>

#include "reference/toy/reject.hpp"
#include "reference/toy/types.hpp"

namespace assay::toy {

Finish finish(const PresharedKey& K, const Proof& p, const PeerProof& P);

// In constant time. Reject: bad_finish.
[[nodiscard]] std::expected<void, Reject> verify_finish(const PresharedKey& K, const Proof& p,
                                                        const PeerProof& P, const PeerFinish& D);

}  // namespace assay::toy
