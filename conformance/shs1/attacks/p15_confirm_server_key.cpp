// SPDX-License-Identifier: MIT
#include "conformance/shs1/attacks/attacks.hpp"

// P15: an unauthorized client cannot confirm the server's key (spec/shs1.md §6).
namespace assay::mallory {
namespace {

// C24: a flawless msg3 from a key that is not on the allow list.
Result valid_but_not_admitted(Stage& stage) {
  const Keys keys = Keys::draw(stage.keys);
  Keys unlisted = keys;
  unlisted.A = keys.M, unlisted.A_p = keys.M_p;
  AsClient s = exchange_hellos(stage, unlisted, open_server_admitting(stage, keys, {keys.A_p}));
  s.line.send(s.t.msg3());
  return refused(s.line, {.verified_is_fine = true});
}

}  // namespace

std::vector<Attack> p15_attacks() {
  return {
      {.id = "C24",
       .slug = "not-admitted",
       .role = Role::server,
       .meaning = "The server answered a client that it does not admit, which confirms its key.",
       .expected = "refused at msg3 exactly like a wrong number, nothing sent",
       .spec = "spec/shs1.md#6",
       .likely = "msg4 is sent before, or without, asking whether the client is admitted",
       .control = honest_run,
       .cases = single("msg3 is made with a key that is not on the allow list",
                       valid_but_not_admitted)},
  };
}

}  // namespace assay::mallory
