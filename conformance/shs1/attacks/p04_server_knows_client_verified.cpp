// SPDX-License-Identifier: MIT
#include "conformance/shs1/attacks/attacks.hpp"

// P04: the server knows that the client has verified it. SHS1 lacks it (spec/shs1.md §9.1).
namespace assay::mallory {
namespace {

// X01: msg4 is thrown away unopened, and the client is never heard of again.
Result msg4_thrown_away(Stage& stage) {
  if (!stage.caps.events && !stage.caps.has("outcome")) throw Unsupported("a report of success");
  AsClient s = exchange_hellos(stage, Keys::draw(stage.keys));
  s.line.send(s.t.msg3());
  if (!s.line.receive(80)) throw ControlFailed("no msg4: " + s.line.summary());
  s.line.eof();
  s.line.wait([](const Conversation& c) { return c.succeeded() || c.ended(); });
  if (s.line.succeeded()) {
    return {Verdict::succeeded, "success was reported for a client that never opened msg4"};
  }
  return {Verdict::withstood, s.line.summary()};
}

}  // namespace

std::vector<Attack> p04_attacks() {
  return {
      {.id = "X01",
       .slug = "msg4-thrown-away",
       .role = Role::server,
       .meaning = "The server reports a session with a client that never accepted its proof.",
       .expected = "success is reported: no message of SHS1 follows msg4",
       .spec = "spec/shs1.md#9.1",
       .likely = "the design",
       .control = honest_run,
       .cases = single("the client never opens msg4", msg4_thrown_away),
       .attacker = Attacker::withholding},
  };
}

}  // namespace assay::mallory
