// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "conformance/shs1/attacks/attacks.hpp"
#include "conformance/shs1/attacks/low_order.hpp"

// P08: prevents cold calling. A client that does not know B_p gets nothing that depends on it
// (spec/shs1.md §3.3: K2 needs aB).
namespace assay::mallory {
namespace {

// E02, E03: Cremers and Jackson. With a_p of small order ab = aB = 0, with A_p the identity sigA is
// any R = [s]B, S = s whatever the text, so K alone makes a msg3 that a careless server takes.
std::vector<Case> cold_calls(Stage& stage, const std::string& change,
                             const std::function<Bytes(Stage&)>& signature) {
  std::vector<Case> cases;
  for (const NamedPoint& u : sampled(stage, small_order_u())) {
    cases.push_back({.slug = std::string(u.slug),
                     .change = fmt::format("a_p = {}, A_p = identity, {}", hex(u.bytes), change),
                     .run = [u, signature](Stage& st) {
                       const Keys keys = Keys::draw(st.keys);
                       return cold_call(st, open_server_to_anyone(st, keys), keys, u.bytes,
                                        signature(st));
                     }});
  }
  return cases;
}

std::vector<Case> identity_without_scalar(Stage& stage) {
  return cold_calls(stage, "sigA = identity | 0^32", [](Stage&) { return trivial_signature(); });
}

std::vector<Case> identity_with_scalar(Stage& stage) {
  return cold_calls(stage, "sigA = [s]B | s", [](Stage& st) {
    const Bytes s = reduce(st.rng.bytes(64));
    return cat(scalar_base(s), s);
  });
}

}  // namespace

std::vector<Attack> p08_attacks() {
  return {
      {.id = "E02",
       .slug = "cold-call-over-low-order",
       .role = Role::server,
       .meaning =
           "A client that knows neither B_p nor any secret was logged in and can confirm B_p.",
       .expected = "refused at msg1 or msg3, nothing sent after msg2",
       .spec = "spec/shs1.md#5",
       .likely =
           "DH results of zero are not refused, and the signature check takes small-order keys",
       .control = honest_run,
       .cases = identity_without_scalar},
      {.id = "E03",
       .slug = "cold-call-with-ordinary-r",
       .role = Role::server,
       .meaning =
           "A client that knows neither B_p nor any secret was logged in and can confirm B_p.",
       .expected = "refused at msg1 or msg3, nothing sent after msg2",
       .spec = "spec/shs1.md#5",
       .likely = "small order is refused in R, not in A_p",
       .control = honest_run,
       .cases = identity_with_scalar},
  };
}

}  // namespace assay::mallory
