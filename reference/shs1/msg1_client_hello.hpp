// SPDX-License-Identifier: MIT
#pragma once

#include <expected>

#include "reference/shs1/reject.hpp"
#include "reference/shs1/types.hpp"

namespace assay::shs1 {

Msg1 client_hello(const NetworkKey& K, const EphemeralPublic& a_p);

// The a_p of a msg1 made with K. Reject: bad_mac.
std::expected<EphemeralPublic, Reject> verify_client_hello(const NetworkKey& K, const Msg1& msg1);

}  // namespace assay::shs1
