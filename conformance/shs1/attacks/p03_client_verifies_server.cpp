// SPDX-License-Identifier: MIT
#include "conformance/shs1/attacks/attacks.hpp"

// P03: the client verifies the server's identity (spec/shs1.md §3.4: sigB under B_p over K | H | hab).
namespace assay::mallory {
namespace {

// D02: everything is right but whose key signed.
Result signed_by_a_stranger(Stage& stage) {
  return forged_msg4(stage, [](Stage&, AsServer& s) {
    s.t.sigB = sign(s.keys.M, s.t.text_of_sigB());
    return s.t.msg4();
  });
}

}  // namespace

std::vector<Attack> p03_attacks() {
  return {
      {.id = "D02",
       .slug = "signed-by-a-stranger",
       .role = Role::client,
       .meaning = "The client accepted a server that does not own the key it dialled.",
       .expected = "refused at msg4, nothing sent, no success reported",
       .spec = "spec/shs1.md#3.4",
       .likely = "the signature in msg4 is not checked, or not under the key that was dialled",
       .control = honest_run,
       .cases = single("msg4.plaintext.sigB signed with a stranger's key", signed_by_a_stranger)},
  };
}

}  // namespace assay::mallory
