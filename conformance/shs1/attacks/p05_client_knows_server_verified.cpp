// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "conformance/shs1/attacks/attacks.hpp"

// P05: the client knows that the server has verified it (spec/shs1.md §3.4: sigB covers H, which is
// what the server opened and verified).
namespace assay::mallory {
namespace {

Case signed_over_h(std::string slug, std::string change, std::function<void(AsServer&)> spoil_h) {
  return spoiled_msg4(std::move(slug), std::move(change), [spoil_h](Stage&, AsServer& s) {
    spoil_h(s);
    s.t.sigB = sign(s.keys.B, s.t.text_of_sigB());
    return s.t.msg4();
  });
}

// D04: H is signed as a block, so a bit in every eighth octet of its 96 will do but at full effort.
std::vector<Case> another_h(Stage& stage) {
  std::vector<Case> cases = {signed_over_h("another-client",
                                           "sigB over K | sigA | A'_p | hab, A'_p a stranger's",
                                           [](AsServer& s) { s.t.H = cat(s.t.sigA, s.keys.M_p); })};
  const std::size_t stride = stage.effort == Effort::full ? 1 : 8;
  for (std::size_t i = 0; i < 96; i += stride) {
    const auto mask = static_cast<std::uint8_t>(1u << stage.rng.below(8));
    cases.push_back(
        signed_over_h(fmt::format("octet-{:02}", i),
                      fmt::format("sigB over K | H' | hab, H' = H but H[{}] ^= {:#04x}", i, mask),
                      [i, mask](AsServer& s) { s.t.H[i] ^= mask; }));
  }
  return cases;
}

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
  if (!s.line.receive(112)) throw ControlFailed("no msg3: " + s.line.summary());
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

// D14: what the client knows how to open, in the length that it waits for.
Result own_msg3_reflected(Stage& stage) {
  return forged_msg4(stage, [](Stage&, AsServer& s) {
    const Bytes msg3 = s.t.msg3();
    return Bytes(msg3.begin(), msg3.begin() + 80);
  });
}

}  // namespace

std::vector<Attack> p05_attacks() {
  return {
      {.id = "D04",
       .slug = "another-h",
       .role = Role::client,
       .meaning = "The client accepted a server that had verified something else than its proof.",
       .expected = "refused at msg4, nothing sent, no success reported",
       .spec = "spec/shs1.md#3.4",
       .likely = "H, or a part of it, is left out of the check of sigB",
       .control = honest_run,
       .cases = another_h},
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
      {.id = "D14",
       .slug = "own-msg3-reflected",
       .role = Role::client,
       .meaning = "The client took its own msg3 for the server's answer.",
       .expected = "refused at msg4, nothing sent, no success reported",
       .spec = "spec/shs1.md#3.4",
       .likely = "msg4 is opened under K2 and its content is not checked",
       .control = honest_run,
       .cases = single("msg4 = the first 80 octets of msg3", own_msg3_reflected)},
  };
}

}  // namespace assay::mallory
