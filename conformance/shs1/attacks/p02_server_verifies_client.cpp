// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "conformance/shs1/attacks/attacks.hpp"

// P02: the server verifies the client's identity (spec/shs1.md §3.3: sigA under A_p over K | B_p | hab).
namespace assay::mallory {
namespace {

// C03: the box, its length and A_p are right; one bit of every octet of the signature is not.
std::vector<Case> flipped_signature_octets(Stage& stage) {
  std::vector<Case> cases;
  for (std::size_t i = 0; i < 64; ++i) {
    const std::uint8_t bit = static_cast<std::uint8_t>(1u << stage.rng.below(8));
    cases.push_back({.slug = fmt::format("octet-{:02}", i),
                     .change = fmt::format("msg3.plaintext.sigA[{}] ^= {:#04x}", i, bit),
                     .run = [i, bit](Stage& st) {
                       return forged_msg3(st, [=](Stage&, AsClient& s) {
                         s.t.sigA[i] ^= bit;
                         return s.t.msg3();
                       });
                     }});
  }
  return cases;
}

}  // namespace

std::vector<Attack> p02_attacks() {
  return {
      {.id = "C03",
       .slug = "signature-flipped",
       .role = Role::server,
       .meaning = "The server admitted a client whose proof of identity does not verify.",
       .expected = "refused at msg3, nothing sent",
       .spec = "spec/shs1.md#3.3",
       .likely = "the signature in msg3 is not checked",
       .control = honest_run,
       .cases = flipped_signature_octets},
  };
}

}  // namespace assay::mallory
