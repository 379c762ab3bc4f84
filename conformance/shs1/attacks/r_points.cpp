// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "conformance/shs1/attacks/attacks.hpp"
#include "conformance/shs1/curve_tables.hpp"
#include "conformance/shs1/torsion.hpp"

// R: no point crashes it (spec/shs1.md §5). That it still serves after a case is the engine's to
// see.
namespace assay::mallory {
namespace {

// C21
std::vector<Case> undecodable_keys(Stage&) {
  std::vector<Case> cases;
  for (const NamedPoint& A : undecodable_ed25519()) {
    cases.push_back({.slug = std::string(A.slug),
                     .change = "msg3.plaintext.A_p = " + hex(A.bytes) + ", no point",
                     .run = [A](Stage& stage) {
                       return forged_msg3_to_anyone(stage, [A](Stage&, AsClient& s) {
                         s.t.A_p = A.bytes;
                         return s.t.msg3();
                       });
                     }});
  }
  return cases;
}

// C22: the signature verifies, so only the conversion of A_p can refuse. Libraries that convert A +
// T make of it an alias of A; that is policy, a crash is not.
Result mixed_order(Stage& stage, int order) {
  const Result r = forged_msg3_to_anyone(stage, [order](Stage& st, AsClient& s) {
    const TorsionSigned alias =
        sign_with_torsion(s.keys.A, torsion_point(order), s.t.text_of_sigA(), st.rng);
    s.t.A_p = alias.public_key;
    s.t.sigA = alias.signature;
    return s.t.msg3();
  });
  if (r.verdict != Verdict::succeeded) return r;
  return {Verdict::policy, "A + T is accepted as an alias of A; " + r.observed};
}

std::vector<Case> mixed_order_keys(Stage&) {
  std::vector<Case> cases;
  for (const int order : {4, 8}) {
    cases.push_back(
        {.slug = fmt::format("order-{}", order),
         .change = fmt::format("msg3.plaintext.A_p = A_p + (point of order {}), sigA ground so "
                               "that it verifies",
                               order),
         .run = [order](Stage& st) { return mixed_order(st, order); }});
  }
  return cases;
}

// E01a: what the server does with it is other attacks' question; here it has to live on.
Result low_order_hello(Stage& stage, const Bytes& u) {
  const Keys keys = Keys::draw(stage.keys);
  Conversation line(stage, open_server(stage, keys));
  line.send(hello(keys.K, u));
  constexpr int patience_ms = 300;
  line.wait([](const Conversation& c) { return c.ended() || c.unread().size() >= 64; },
            patience_ms);
  if (line.succeeded()) return {Verdict::succeeded, "it reported success; " + line.summary()};
  return {Verdict::withstood, line.summary()};
}

std::vector<Case> low_order_hellos(Stage&) {
  std::vector<Case> cases;
  for (const auto* table :
       {&small_order_u(), &small_order_u_bit_255(), &small_order_u_unmasked()}) {
    for (const NamedPoint& u : *table) {
      cases.push_back({.slug = std::string(u.slug),
                       .change = "msg1.a_p = " + hex(u.bytes),
                       .run = [u](Stage& st) { return low_order_hello(st, u.bytes); }});
    }
  }
  return cases;
}

Attack point_attack(std::string id, std::string slug, std::string meaning, std::string expected,
                    std::string likely, std::function<std::vector<Case>(Stage&)> cases) {
  return {.id = std::move(id),
          .slug = std::move(slug),
          .role = Role::server,
          .meaning = std::move(meaning),
          .expected = std::move(expected),
          .spec = "spec/shs1.md#5",
          .likely = std::move(likely),
          .control = honest_run,
          .cases = std::move(cases)};
}

}  // namespace

std::vector<Attack> r_points_attacks() {
  return {
      point_attack("C21", "undecodable-key",
                   "A client key that is no point was too much for the server.",
                   "refused at msg3, nothing sent, alive", "decoding A_p is taken to succeed",
                   undecodable_keys),
      point_attack("C22", "mixed-order-key",
                   "A key of mixed order with a good signature was too much for the server.",
                   "refused at msg3 and alive; an alias of A is policy",
                   "the conversion of A_p is taken to succeed", mixed_order_keys),
      point_attack("E01a", "low-order-hello",
                   "One msg1 from anyone who knows K takes the server down.", "alive",
                   "a DH that fails is not handled", low_order_hellos),
  };
}

}  // namespace assay::mallory
