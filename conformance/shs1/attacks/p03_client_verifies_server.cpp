// SPDX-License-Identifier: MIT
#include "conformance/shs1/attacks/attacks.hpp"

// P03: the client verifies the server's identity (spec/shs1.md §3.4: sigB under B_p over K | H |
// hab). The runner holds B, so that every layer around the one that is wrong can be right.
namespace assay::mallory {
namespace {

constexpr const char* refusal_at_msg4 = "refused at msg4, nothing sent, no success reported";

// D01
Result noise(Stage& stage) {
  return forged_msg4(stage, [](Stage& st, AsServer&) { return st.rng.bytes(80); });
}

// D02: everything is right but whose key signed.
Result msg4_signed_by_a_stranger(Stage& stage) {
  return forged_msg4(stage, [](Stage&, AsServer& s) {
    s.t.sigB = sign(s.keys.M, s.t.text_of_sigB());
    return s.t.msg4();
  });
}

using Text = std::function<Bytes(const Terms&)>;

Case signed_over(std::string slug, std::string change, Text text) {
  return spoiled_msg4(std::move(slug), std::move(change), [text](Stage&, AsServer& s) {
    s.t.sigB = sign(s.keys.B, text(s.t));
    return s.t.msg4();
  });
}

// D03: an operand short.
std::vector<Case> operand_left_out(Stage&) {
  return {signed_over("no-network-key", "sigB over H | hab, without K",
                      [](const Terms& t) { return cat(t.H, t.hab); }),
          signed_over("no-h", "sigB over K | hab, without H",
                      [](const Terms& t) { return cat(t.K, t.hab); }),
          signed_over("no-hab", "sigB over K | H, without hab",
                      [](const Terms& t) { return cat(t.K, t.H); })};
}

// D05: the paper's order of H.
std::vector<Case> h_in_papers_order(Stage&) {
  return {signed_over("", "sigB over K | A_p | sigA | hab",
                      [](const Terms& t) { return cat(t.K, t.A_p, t.sigA, t.hab); })};
}

Case boxed_under(std::string slug, std::string change, Text key) {
  return spoiled_msg4(std::move(slug), std::move(change),
                      [key](Stage&, AsServer& s) { return box(key(s.t), s.t.sigB); });
}

// D06: a secret short.
std::vector<Case> boxed_under_less(Stage&) {
  return {boxed_under("k2", "msg4 boxed under K2", [](const Terms& t) { return t.K2; }),
          boxed_under("no-static-dh", "msg4 boxed under h(K | ab | Ab), without aB",
                      [](const Terms& t) { return h(cat(t.K, t.ab, t.Ab)); }),
          boxed_under("no-ephemeral-dh", "msg4 boxed under h(K | aB | Ab), without ab",
                      [](const Terms& t) { return h(cat(t.K, t.aB, t.Ab)); }),
          boxed_under("no-network-key", "msg4 boxed under h(ab | aB | Ab), without K",
                      [](const Terms& t) { return h(cat(t.ab, t.aB, t.Ab)); })};
}

// D08: a bit of the signature inside a right box, and a bit of the box's tag.
std::vector<Case> flipped(Stage& stage) {
  std::vector<Case> cases;
  for (const Flip& f : flips(stage, 64)) {
    cases.push_back(
        spoiled_msg4("signature-" + f.slug, f.of("msg4.plaintext.sigB"), [f](Stage&, AsServer& s) {
          s.t.sigB[f.octet] ^= f.mask;
          return s.t.msg4();
        }));
  }
  for (const Flip& f : flips(stage, 16)) {
    cases.push_back(spoiled_msg4("tag-" + f.slug, f.of("msg4.tag"), [f](Stage&, AsServer& s) {
      Bytes msg4 = s.t.msg4();
      msg4[f.octet] ^= f.mask;
      return msg4;
    }));
  }
  return cases;
}

// D09
std::vector<Case> unboxed(Stage&) {
  return {spoiled_msg4("padded-before", "msg4 = 0^16 | sigB, not encrypted",
                       [](Stage&, AsServer& s) { return cat(zeros(16), s.t.sigB); }),
          spoiled_msg4("padded-after", "msg4 = sigB | 0^16, not encrypted",
                       [](Stage&, AsServer& s) { return cat(s.t.sigB, zeros(16)); }),
          spoiled_msg4("zeros", "msg4 = 0^80", [](Stage&, AsServer&) { return zeros(80); })};
}

// D11
Result cut_short(Stage& stage) {
  AsServer s = exchange_to_msg3(stage, Keys::draw(stage.keys));
  s.line.send(View(s.t.msg4()).first(79));
  s.line.eof();
  return refused(s.line);
}

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

Attack client_attack(std::string id, std::string slug, std::string meaning, std::string likely,
                     std::function<std::vector<Case>(Stage&)> cases) {
  return {.id = std::move(id),
          .slug = std::move(slug),
          .role = Role::client,
          .meaning = std::move(meaning),
          .expected = refusal_at_msg4,
          .spec = "spec/shs1.md#3.4",
          .likely = std::move(likely),
          .control = honest_run,
          .cases = std::move(cases)};
}

}  // namespace

std::vector<Attack> p03_attacks() {
  Attack d12 =
      client_attack("D12", "withheld", "The client went on before the server had proved anything.",
                    "success is reported, or data sent, once msg3 is written",
                    single("msg4 is not sent", withheld));
  d12.expected = "nothing sent, no success reported";
  return {
      client_attack("D01", "noise", "The client accepted 80 octets of noise as the server's proof.",
                    "a failure to open msg4 is ignored", single("msg4 = 80 random octets", noise)),
      client_attack(
          "D02", "signed-by-a-stranger",
          "The client accepted a server that does not own the key it dialled.",
          "the signature in msg4 is not checked, or not under the key that was dialled",
          single("msg4.plaintext.sigB signed with a stranger's key", msg4_signed_by_a_stranger)),
      client_attack(
          "D03", "operand-left-out",
          "The client accepted a signature that does not speak of this session and network.",
          "an operand is left out of the check of sigB", operand_left_out),
      client_attack(
          "D05", "h-in-papers-order", "The client accepted a signature over another text.",
          "sigB is checked over the paper's order of H, or not at all", h_in_papers_order),
      client_attack("D06", "boxed-under-less",
                    "The client opened a msg4 that can be made without one of the secrets.",
                    "an operand is left out of K3", boxed_under_less),
      client_attack("D08", "flipped", "The client accepted a msg4 that was tampered with.",
                    "the tag of msg4, or the signature in it, is not checked or only in part",
                    flipped),
      client_attack("D09", "unboxed", "The client accepted a msg4 that is not encrypted.",
                    "a failure to open msg4 is ignored", unboxed),
      client_attack("D11", "cut-short", "The client accepted a msg4 that never arrived whole.",
                    "the end of the stream inside msg4 is not a failure",
                    single("msg4 ends after 79 octets, then FIN", cut_short)),
      std::move(d12),
      client_attack(
          "D13", "answered-by-another-server",
          "The client took one server's answer for that of the server it dialled.",
          "neither the box nor the signature of msg4 is checked against the key that was dialled",
          single("the client dialled B'_p, msg4 is made by B", answered_by_another_server)),
  };
}

}  // namespace assay::mallory
