// SPDX-License-Identifier: MIT
#include "conformance/shs1/attacks/attacks.hpp"

// P05: the client knows that the server has verified it (spec/shs1.md §3.4: sigB covers H, which is
// what the server opened and verified).
namespace assay::mallory {
namespace {

Result ended_after_msg3(Stage& stage, Eof how) {
  if (how == Eof::rst && !stage.caps.has("eof.rst")) throw Unsupported("needs capability eof.rst");
  AsServer s = exchange_to_msg3(stage, Keys::draw(stage.keys));
  s.line.eof(how);
  return refused(s.line);
}

Result silence_after_msg3(Stage& stage) {
  if (!stage.caps.has("timeout_ms")) throw Unsupported("needs capability timeout_ms");
  const Keys keys = Keys::draw(stage.keys);
  OpenRequest request = open_client(stage, keys);
  request.timeout = stage.deadline(200);
  AsServer s = read_msg1(stage, keys, request);
  s.line.send(s.t.msg2());
  receive_msg3(stage, s);
  return refused(s.line);
}

// D10
std::vector<Case> no_msg4(Stage&) {
  return {{.slug = "fin",
           .change = "FIN instead of msg4",
           .run = [](Stage& st) { return ended_after_msg3(st, Eof::fin); }},
          {.slug = "rst",
           .change = "RST instead of msg4",
           .run = [](Stage& st) { return ended_after_msg3(st, Eof::rst); }},
          {.slug = "silence",
           .change = "nothing instead of msg4, until the client's own time limit",
           .run = silence_after_msg3}};
}

}  // namespace

std::vector<Attack> p05_attacks() {
  return {
      {.id = "D10",
       .slug = "no-msg4",
       .role = Role::client,
       .meaning = "The client did not notice that the server never answered its proof.",
       .expected = "a failure is reported: at the end of the stream, or at the client's time limit",
       .spec = "spec/shs1.md#8",
       .likely =
           "success is reported once msg3 is written, or the end of the stream is not a failure",
       .control = honest_run,
       .cases = no_msg4},
  };
}

}  // namespace assay::mallory
