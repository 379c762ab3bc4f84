// SPDX-License-Identifier: MIT
#pragma once

#include <expected>

#include "reference/shs1/reject.hpp"
#include "reference/shs1/types.hpp"

namespace assay::shs1 {

Msg2 server_hello(const NetworkKey& K, const EphemeralPublic& b_p);

// The b_p of a msg2 made with K. Reject: bad_mac.
std::expected<EphemeralPublic, Reject> verify_server_hello(const NetworkKey& K, const Msg2& msg2);

}  // namespace assay::shs1
