// SPDX-License-Identifier: MIT
#pragma once

#include "reference/common/bytes.hpp"
#include "reference/common/hmac.hpp"
#include "reference/common/secret.hpp"

// Every value that has a letter in spec/toy.md §1 and §2. What is this end's and what is the peer's
// are types of their own: swapped, they would make a protocol that accepts its own words.
namespace assay::toy {

using PresharedKey = reference::MacKey;                    // K
using Nonce = reference::Public<struct NonceTag, 16>;      // n
using Instant = reference::Public<struct InstantTag, 16>;  // t: nanoseconds since 1970, big-endian

using Hello = reference::Public<struct HelloTag, 32>;            // h
using PeerHello = reference::Public<struct PeerHelloTag, 32>;    // H
using Proof = reference::Public<struct ProofTag, 32>;            // p
using PeerProof = reference::Public<struct PeerProofTag, 32>;    // P
using Finish = reference::Public<struct FinishTag, 32>;          // d
using PeerFinish = reference::Public<struct PeerFinishTag, 32>;  // D
using SessionKey = reference::Secret<struct SessionKeyTag, 32>;  // k

}  // namespace assay::toy
