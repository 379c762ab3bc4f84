// SPDX-License-Identifier: MIT
#pragma once

#include "reference/shs1/types.hpp"

namespace assay::shs1 {

// What one end takes from a finished handshake (spec/shs1.md 4): box-stream's keys and first
// nonces, and whom it talks to.
struct Outcome {
  BoxKey encrypt_key;
  BoxNonce encrypt_nonce;
  BoxKey decrypt_key;
  BoxNonce decrypt_nonce;
  StaticPublic peer;
};

Outcome client_outcome(const BoxKey& K3, const Msg1& msg1, const Msg2& msg2,
                       const StaticPublic& A_p, const StaticPublic& B_p);

Outcome server_outcome(const BoxKey& K3, const Msg1& msg1, const Msg2& msg2,
                       const StaticPublic& A_p, const StaticPublic& B_p);

}  // namespace assay::shs1
