// SPDX-License-Identifier: MIT
#include "conformance/shs1/attacks/attacks.hpp"
#include "conformance/shs1/curve_tables.hpp"

// R: no point crashes it (spec/shs1.md §5). That it still serves after a case is the engine's to
// see.
namespace assay::mallory {
namespace {

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

}  // namespace

std::vector<Attack> r_points_attacks() {
  return {{.id = "E01a",
           .slug = "low-order-hello",
           .role = Role::server,
           .meaning = "One msg1 from anyone who knows K takes the server down.",
           .expected = "alive",
           .spec = "spec/shs1.md#5",
           .likely = "a DH that fails is not handled",
           .control = honest_run,
           .cases = low_order_hellos}};
}

}  // namespace assay::mallory
