// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/engine/rng.hpp"
#include "conformance/terms/delta.hpp"
#include "vectors/test.hpp"

// What the vector files hold, one function a file.
namespace assay::vectors {

std::vector<Test> accept_tests();
std::vector<Test> reject_server_tests();
std::vector<Test> reject_client_tests();
std::vector<Test> policy_tests();

// Every value that is not fixed by hand is drawn from a fork of this.
Rng generator_rng();
extern const std::string_view generator_seed;

// The control of every rejection: shs1/ok/known-answer.
const Test& known_answer();

struct Case {
  std::string slug;
  std::string flag;
  std::string comment;
  Delta delta;
};

// Which message carries the change, and where a sound implementation refuses it and why. With no
// reason it accepts.
struct Where {
  Party party;
  std::string reads, earliest, latest, reason;
};

// The known answer with the change made: wires and intermediates by evaluate(), where the
// reference takes part by play(). The id is shs1/PARTY/READS/SLUG.
Test changed(const Case& change, const Where& where);
void add(std::vector<Test>& tests, const std::vector<Case>& cases, const Where& where);

using terms::append, terms::flip_bit, terms::omit, terms::reorder, terms::replace, terms::truncate,
    terms::with;

extern const std::string zeros32;  // 32 octets in hex

// Another honest session of the known answer's pair, as `party` knows it: only the ephemerals are
// new.
Values another_session(Party party);

// A point's slug behind the word "order": "order-8-a" is "8-a".
std::string short_slug(std::string_view slug);

// The 14 encodings of an ephemeral of small order, for `target` a_p or b_p.
std::vector<Case> low_order_cases(const std::string& target);

}  // namespace assay::vectors
