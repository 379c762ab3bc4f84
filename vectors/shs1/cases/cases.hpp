// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/engine/rng.hpp"
#include "conformance/terms/delta.hpp"
#include "vectors/maker/session.hpp"

// What the vector files of SHS1 hold, one function a file.
namespace assay::vectors {

std::vector<Test> accept_tests();
std::vector<Test> reject_server_tests();
std::vector<Test> reject_client_tests();
std::vector<Test> policy_tests();

// Every value that is not fixed by hand is drawn from a fork of this.
Rng generator_rng();
extern const std::string generator_seed;

// The control of every rejection: shs1/ok/known-answer.
const Test& known_answer();

// Its values, as `party` computes them.
Values known_values(std::string_view party);

// The known answer with each change made.
void add(std::vector<Test>& tests, const std::vector<Case>& cases, const Where& where);

using terms::append, terms::flip_bit, terms::omit, terms::reorder, terms::replace, terms::truncate,
    terms::with;

// The change of an attack's case (conformance/shs1/attacks/rows.hpp), so that the two cannot
// differ.
Delta row(const std::string& message, const std::string& id, const std::string& slug = "");

extern const std::string zeros32;  // 32 bytes in hex

// Another honest session of the known answer's pair, as `party` knows it: only the ephemerals are
// new.
Values another_session(std::string_view party);

// A point's slug behind the word "order": "order-8-a" is "8-a".
std::string short_slug(std::string_view slug);

// The 14 encodings of an ephemeral of small order, for `target` a_p or b_p.
std::vector<Case> low_order_cases(const std::string& target);

}  // namespace assay::vectors
