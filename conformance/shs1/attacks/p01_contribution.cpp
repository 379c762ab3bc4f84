// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "conformance/shs1/attacks/attacks.hpp"
#include "conformance/shs1/attacks/low_order.hpp"

// P01: forward secrecy (spec/shs1.md §4: every key of the outcome contains ab).
namespace assay::mallory {
namespace {

// E06: what a client that went on after a low-order b_p has sent.
Bytes msg3_after(Stage& stage, View u) {
  AsServer s = read_msg1(stage, Keys::draw(stage.keys));
  s.line.send(hello(s.keys.K, u));
  return s.line.receive(112).value_or(Bytes{});
}

std::string classify(Stage& stage, const AsServer& s, const Bytes& msg3, const Bytes& msg2,
                     bool ordinary) {
  const Bytes zero_ab = h(cat(s.keys.K, zeros(32), s.t.aB));
  if (open(zero_ab, msg3))
    return "msg3 opens under h(K|0|aB): it went on without a secret of its own";
  if (msg3 == cat(msg2, zeros(48))) return "msg3 is msg2 and zeros: a return code was ignored";
  if (ordinary) return "to it, as under RFC 7748, an ordinary point";
  const Bytes again = msg3_after(stage, View(msg2).subspan(32));
  return again == msg3
             ? "msg3 opens under nothing and is the same again"
             : "msg3 opens under nothing and differs from run to run, as uninitialised memory does";
}

Result low_order_msg2(Stage& stage, View u, bool ordinary) {
  AsServer s = read_msg1(stage, Keys::draw(stage.keys));
  const Bytes msg2 = hello(s.keys.K, u);
  s.line.send(msg2);
  Result r = refused(s.line);
  if (s.line.unread().size() >= 112) {
    const Bytes msg3(s.line.unread().begin(), s.line.unread().begin() + 112);
    r.observed += "; " + classify(stage, s, msg3, msg2, ordinary);
  }
  return r;
}

std::vector<Case> low_order_msg2_cases(Stage& stage) {
  std::vector<Case> cases;
  const auto add = [&](const std::vector<NamedPoint>& points, bool ordinary) {
    for (const NamedPoint& u : sampled(stage, points)) {
      cases.push_back(
          {.slug = std::string(u.slug),
           .change = fmt::format("msg2.b_p = {}", hex(u.bytes)),
           .run = [u, ordinary](Stage& st) { return low_order_msg2(st, u.bytes, ordinary); },
           .policy = ordinary});
    }
  };
  add(small_order_u(), false);
  add(small_order_u_bit_255(), false);
  add(small_order_u_unmasked(), true);  // under RFC 7748, which masks bit 255, ordinary points
  return cases;
}

// E13: if a session over ab = 0 is reported at all, do its keys follow from the zeros?
Result success_over_zero(Stage& stage, const Bytes& u) {
  const Keys keys = Keys::draw(stage.keys);
  Conversation line(stage, open_server(stage, keys));
  line.send(hello(keys.K, u));
  const std::optional<Bytes> msg2 = line.receive(64);
  if (!msg2) return refused(line);
  line.send(msg3_over_zero(keys.K, sign(keys.A, text_over_zero(keys)), keys.A_p));
  Result r = refused(line);
  Terms zero;
  zero.K = keys.K, zero.a_p = u, zero.A_p = keys.A_p;
  zero.ab = zero.aB = zeros(32);
  zero.Ab = dh(secret_to_curve(keys.A), View(*msg2).subspan(32));
  zero.K3 = zero.key3();
  if (open(zero.K3, line.unread())) r.observed += "; msg4 opens under h(K|0|0|Ab)";
  if (line.succeeded() && stage.caps.has("outcome") &&
      line.outcome().at("enc_key") == zero.key_to_client()) {
    r.observed += "; the outcome's keys follow from ab = 0";
  }
  return r;
}

std::vector<Case> success_over_zero_cases(Stage& stage) {
  std::vector<Case> cases;
  for (const auto* points : {&small_order_u(), &small_order_u_bit_255()}) {
    for (const NamedPoint& u : sampled(stage, *points)) {
      cases.push_back({.slug = std::string(u.slug),
                       .change = fmt::format("msg1.a_p = {}, msg3 over ab = aB = 0", hex(u.bytes)),
                       .run = [u](Stage& st) { return success_over_zero(st, u.bytes); }});
    }
  }
  return cases;
}

}  // namespace

std::vector<Attack> p01_contribution_attacks() {
  return {
      {.id = "E06",
       .slug = "low-order-msg2",
       .role = Role::client,
       .meaning = "The client went on after a hello that takes its own secret out of the session.",
       .expected = "refused at msg2, no msg3",
       .spec = "spec/shs1.md#5",
       .likely = "the result of X25519, or the return code of making msg3, is not checked",
       .control = honest_run,
       .cases = low_order_msg2_cases},
      {.id = "E13",
       .slug = "success-over-zero",
       .role = Role::server,
       .meaning = "The server reported a session whose keys contain nothing of its ephemeral key.",
       .expected = "refused before success, nothing sent after msg2",
       .spec = "spec/shs1.md#5",
       .likely = "the result of X25519 is not checked",
       .control = honest_run,
       .cases = success_over_zero_cases},
  };
}

}  // namespace assay::mallory
