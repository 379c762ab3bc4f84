// SPDX-License-Identifier: MIT
#include "conformance/shs1/attacks/attacks.hpp"

// P14: an unauthorized client cannot learn the server's key (spec/shs1.md §8: a refusal has no
// bytes).
namespace assay::mallory {
namespace {

// A proof that was taken is not a failed msg3: what msg4 tells is for other rows to say.
bool is_msg4(const Terms& t, const Bytes& written) {
  return written.size() == 80 && open(t.K3, written).has_value();
}

// G14: any byte after a msg3 that fails.
Result after_failed_msg3(AsClient& s, const Bytes& msg3) {
  s.line.send(msg3);
  s.line.wait([](const Conversation& c) { return c.ended() || c.succeeded(); });
  s.line.hear_out();
  const Bytes& written = s.line.unread();
  if (written.empty()) return {Verdict::withstood, s.line.summary()};
  if (is_msg4(s.t, written))
    return {Verdict::withstood, "nothing but msg4, which P02 and P15 judge"};
  return {Verdict::succeeded, "it wrote " + hex(written)};
}

Result then_after_wrong_number(Stage& stage) {
  const Keys keys = Keys::draw(stage.keys);
  Keys other = keys;
  other.B_p = keys.M_p;
  AsClient s = exchange_hellos(stage, other, open_server(stage, keys));
  return after_failed_msg3(s, s.t.msg3());
}

Result then_after_noise(Stage& stage) {
  AsClient s = exchange_hellos(stage, Keys::draw(stage.keys));
  return after_failed_msg3(s, stage.rng.bytes(112));
}

Result then_after_bad_signature(Stage& stage) {
  AsClient s = exchange_hellos(stage, Keys::draw(stage.keys));
  s.t.sigA[0] ^= 1;
  return after_failed_msg3(s, s.t.msg3());
}

Result then_after_not_admitted(Stage& stage) {
  if (stage.caps.authorize != "before-msg4") throw Unsupported("authorize before msg4");
  const Keys keys = Keys::draw(stage.keys);
  AsClient s = exchange_hellos(stage, keys, open_server_admitting(stage, keys, {keys.M_p}));
  return after_failed_msg3(s, s.t.msg3());
}

std::vector<Case> failed_msg3s(Stage&) {
  return {{.slug = "wrong-number",
           .change = "msg3 is made for another B_p",
           .run = then_after_wrong_number},
          {.slug = "noise", .change = "msg3 = 112 random bytes", .run = then_after_noise},
          {.slug = "bad-signature",
           .change = "msg3.plaintext.sigA[0] ^= 1",
           .run = then_after_bad_signature},
          {.slug = "not-admitted",
           .change = "msg3 is made with a key that is not on the allow list",
           .run = then_after_not_admitted}};
}

}  // namespace

std::vector<Attack> p14_attacks() {
  return {{.id = "G14",
           .slug = "talks-after-failure",
           .role = Role::server,
           .meaning = "The server writes to a client whose msg3 failed.",
           .expected = "not one byte after a msg3 that fails",
           .spec = "spec/shs1.md#8",
           .likely = "an error text or a log line reaches the peer",
           .control = honest_run,
           .cases = failed_msg3s}};
}

}  // namespace assay::mallory
