// SPDX-License-Identifier: MIT
#pragma once

#include "reference/shs1/types.hpp"

namespace assay::shs1 {

using reference::StreamKey;

// What one end takes from a finished handshake (spec/shs1.md §4): box-stream's keys and first
// nonces, and whom it talks to.
struct Outcome {
  StreamKey encrypt_key;
  BoxNonce encrypt_nonce;
  StreamKey decrypt_key;
  BoxNonce decrypt_nonce;
  reference::VerifyKey peer;
};

Outcome client_outcome(const Msg4Key& K3, const Msg1& msg1, const Msg2& msg2,
                       const ClientPublic& A_p, const ServerPublic& B_p);

Outcome server_outcome(const Msg4Key& K3, const Msg1& msg1, const Msg2& msg2,
                       const ClientPublic& A_p, const ServerPublic& B_p);

}  // namespace assay::shs1
