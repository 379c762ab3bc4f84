// SPDX-License-Identifier: MIT
#include "conformance/shs1/attacks/attacks.hpp"

// P07: resists a man in the middle (spec/shs1.md §3.3: sigA names B_p).
namespace assay::mallory {
namespace {

Result signed_over(Stage& stage, const std::function<Bytes(const AsClient&)>& text) {
  return forged_msg3(stage, [&](Stage&, AsClient& s) {
    s.t.sigA = sign(s.keys.A, text(s));
    return s.t.msg3();
  });
}

// C06: a proof that names no server serves for every one.
Result signed_without_server_key(Stage& stage) {
  return signed_over(stage, [](const AsClient& s) { return cat(s.t.K, s.t.hab); });
}

// C09: A dialled a malicious B', which keeps the same ab on both sides and hands A's proof on.
Result proof_for_another_server(Stage& stage) {
  return signed_over(stage, [](const AsClient& s) { return cat(s.t.K, s.keys.M_p, s.t.hab); });
}

}  // namespace

std::vector<Attack> p07_attacks() {
  return {
      {.id = "C06",
       .slug = "signed-without-server-key",
       .role = Role::server,
       .meaning =
           "A proof that names no server was accepted, so any server can use it at this one.",
       .expected = "refused at msg3, nothing sent",
       .spec = "spec/shs1.md#3.3",
       .likely = "the signature in msg3 is checked over a text without B_p",
       .control = honest_run,
       .cases = single("sigA over K | hab, without B_p", signed_without_server_key)},
      {.id = "C09",
       .slug = "proof-for-another-server",
       .role = Role::server,
       .meaning = "A malicious server that a client dialled can log in here as that client.",
       .expected = "refused at msg3, nothing sent",
       .spec = "spec/shs1.md#3.3",
       .likely = "B_p is left out of the signature's check",
       .control = honest_run,
       .cases = single("sigA over K | B'_p | hab, B' another server", proof_for_another_server)},
  };
}

}  // namespace assay::mallory
