// SPDX-License-Identifier: MIT
#include "conformance/shs1/attacks/attacks.hpp"

// P03: the client verifies the server's identity (spec/shs1.md §3.4: sigB under B_p over K | H |
// hab). The runner holds B, so that every layer around the one that is wrong can be right.
namespace assay::mallory {
namespace {

// D12: looks at bytes and events; how long depends on the effort, the catalogue says 3 s.
Result withheld(Stage& stage) {
  AsServer s = exchange_to_msg3(stage, Keys::draw(stage.keys));
  constexpr int patience_ms[] = {150, 200, 3000};
  return silent_for(s.line, patience_ms[static_cast<int>(stage.effort)]);
}

// D13: the client dialled B', and B answers with all that B has. H is lent, so that only aB and the
// signer are B's own.
Result answered_by_another_server(Stage& stage) {
  const Keys keys = Keys::draw(stage.keys);
  Keys dialled = keys;
  dialled.B = keys.M, dialled.B_p = keys.M_p;
  AsServer s = exchange_to_msg3(stage, dialled);
  s.t.aB = dh(secret_to_curve(keys.B), s.t.a_p);
  s.t.K3 = s.t.key3();
  s.t.sigB = sign(keys.B, s.t.text_of_sigB());
  s.line.send(s.t.msg4());
  return refused(s.line);
}

// D15: the control dialled B; the client now dials M, and all of msg4 but its signer is M's.
Result signed_by_a_server_dialled_before(Stage& stage) {
  const Keys keys = Keys::draw(stage.keys);
  Keys dialled = keys;
  dialled.B = keys.M, dialled.B_p = keys.M_p;
  AsServer s = exchange_to_msg3(stage, dialled);
  s.t.sigB = sign(keys.B, s.t.text_of_sigB());
  s.line.send(s.t.msg4());
  return refused(s.line);
}

}  // namespace

std::vector<Attack> p03_attacks() {
  return {
      {.id = "D12",
       .slug = "withheld",
       .role = Role::client,
       .meaning = "The client went on before the server had proved anything.",
       .expected = "nothing sent, no success reported",
       .spec = "spec/shs1.md#3.4",
       .likely = "success is reported, or data sent, once msg3 is written",
       .control = honest_run,
       .cases = single("msg4 is not sent", withheld)},
      {.id = "D13",
       .slug = "answered-by-another-server",
       .role = Role::client,
       .meaning = "The client took one server's answer for that of the server it dialled.",
       .expected = "refused at msg4, nothing sent, no success reported",
       .spec = "spec/shs1.md#3.4",
       .likely =
           "neither the box nor the signature of msg4 is checked against the key that was dialled",
       .control = honest_run,
       .cases = single("the client dialled B'_p, msg4 is made by B", answered_by_another_server)},
      {.id = "D15",
       .slug = "signed-by-a-server-dialled-before",
       .role = Role::client,
       .meaning = "The client took the signature of a server that it knows for that of the one it "
                  "dialled.",
       .expected = "refused at msg4, nothing sent, no success reported",
       .spec = "spec/shs1.md#3.4",
       .likely = "sigB is checked against every known server key",
       .control = honest_run,
       .cases =
           single("the client dialled M_p, sigB is made by B", signed_by_a_server_dialled_before)},
  };
}

}  // namespace assay::mallory
