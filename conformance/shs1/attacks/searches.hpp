// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/games/knowledge.hpp"
#include "conformance/shs1/honest.hpp"

// What the key searches of H01, B12, G08 and X04 share.
namespace assay::mallory {

// What anyone who watches, and guesses whom to suspect, may put into a hash: zero, and each public
// key raw, converted where it is Ed25519, and hashed. t needs a_p, b_p, A_p and B_p.
std::vector<Known> public_terms(const Terms& t);

// A box under the zero nonce: msg3 or msg4.
Sealed sealed(std::string name, Bytes box);

// The first packet of one direction. A key opens it as it is, or by what spec/shs1.md §4 makes of
// it when it is K3: sha256(sha256(K3) | receiver's public key).
Sealed packet_box(const Bytes& receiver, Bytes nonce, Bytes header);

// The control of searches in what a client writes: it answers a good msg2 with a msg3 that opens
// under a key made of K, ab, aB and what is public.
void answered_run(Stage& stage);

}  // namespace assay::mallory
