// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/games/forgery.hpp"
#include "conformance/shs1/curve_tables.hpp"
#include "conformance/shs1/terms.hpp"

// A client whose a_p has small order, so that ab = aB = 0 whatever the server's keys are
// (spec/shs1.md §5).
namespace assay::mallory {

// The table, or its first two entries at quick effort.
std::vector<NamedPoint> sampled(const Stage& stage, const std::vector<NamedPoint>& table);

// What A signs when ab = 0: K | B_p | h(0^32), the same in every session.
Bytes text_over_zero(const Keys& keys);
// msg3 under K2 = h(K | 0^64): needs K and no other key.
Bytes msg3_over_zero(View K, View sigA, View A_p);
// R = identity, S = 0: satisfies [S]B = R + [k]A for every text when A is the identity.
Bytes trivial_signature();

// Sends msg1 with a_p = u under a right mac and, once msg2 has come, `msg3`. A target that ends
// before msg2 gets no msg3.
void send_over_low_order(Conversation& line, const Keys& keys, View u, const Bytes& msg3);

// The same in a new session, which must be refused.
Result refused_over_low_order(Stage& stage, const OpenRequest& request, const Keys& keys, View u,
                              const Bytes& msg3);

// The attack of Cremers and Jackson: K alone, with the identity as A_p, for which `sigA` verifies
// over any text if it is [s]B | s. Says so where the server's answer confirms a guess of B_p.
Result cold_call(Stage& stage, const OpenRequest& request, const Keys& keys, View u,
                 const Bytes& sigA);

}  // namespace assay::mallory
