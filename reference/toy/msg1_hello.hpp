// SPDX-License-Identifier: MIT
#pragma once

#include <expected>

#include "reference/toy/reject.hpp"
#include "reference/toy/types.hpp"

namespace assay::toy {

Hello hello(const Nonce& n, const Instant& t);

// Reject: reflected, stale.
[[nodiscard]] std::expected<void, Reject> verify_hello(const Hello& h, const PeerHello& H);

}  // namespace assay::toy
