// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "conformance/shs1/attacks/attacks.hpp"
#include "conformance/shs1/attacks/low_order.hpp"

// P08: prevents cold calling. A client that does not know B_p gets nothing that depends on it
// (spec/shs1.md §3.3: K2 needs aB).
namespace assay::mallory {
namespace {

constexpr const char* refusal = "refused at msg3, nothing sent";

// B01: not even K.
Result noise_as_msg1(Stage& stage) {
  Conversation line(stage, open_server(stage, Keys::draw(stage.keys)));
  line.send(stage.rng.bytes(64));
  return refused(line);
}

// C01: everything is right, for another server.
Result wrong_number(Stage& stage) {
  return forged_msg3(stage, [](Stage&, AsClient& s) {
    Keys dialled = s.keys;
    dialled.B_p = s.keys.M_p;
    return Terms::of_client(dialled, s.t.a, s.t.b_p).msg3();
  });
}

// C02
Result noise_as_msg3(Stage& stage) {
  return forged_msg3(stage, [](Stage& st, AsClient&) { return st.rng.bytes(112); });
}

// C13: the box is keyed with what a client without B_p has; what is inside is right.
std::vector<Case> keyed_without_server_key(Stage&) {
  const auto keyed = [](Bytes (*tail)()) {
    return [tail](Stage&, AsClient& s) {
      s.t.K2 = h(cat(s.t.K, s.t.ab, tail()));
      return s.t.msg3();
    };
  };
  return {spoiled_msg3("omitted", "K2 = h(K | ab)", keyed([] { return Bytes(); })),
          spoiled_msg3("zero", "K2 = h(K | ab | 0^32)", keyed([] { return zeros(32); }))};
}

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
      {.id = "B01",
       .slug = "noise-as-msg1",
       .role = Role::server,
       .meaning = "The server answered 64 octets of noise.",
       .expected = "refused at msg1, no msg2",
       .spec = "spec/shs1.md#3.1",
       .likely = "the mac of msg1 is not checked",
       .control = honest_run,
       .cases = single("msg1 = 64 random octets", noise_as_msg1)},
      {.id = "C01",
       .slug = "wrong-number",
       .role = Role::server,
       .meaning = "The server answered a call that was meant for another server's key.",
       .expected = refusal,
       .spec = "spec/shs1.md#3.3",
       .likely = "aB is left out of K2, and B_p of the signature's check",
       .control = honest_run,
       .cases = single("msg3 is made for another server's key B'_p", wrong_number)},
      {.id = "C02",
       .slug = "noise-as-msg3",
       .role = Role::server,
       .meaning = "The server answered 112 octets of noise.",
       .expected = refusal,
       .spec = "spec/shs1.md#3.3",
       .likely = "msg3 is not opened, or a failure to open it is ignored",
       .control = honest_run,
       .cases = single("msg3 = 112 random octets", noise_as_msg3)},
      {.id = "C13",
       .slug = "keyed-without-server-key",
       .role = Role::server,
       .meaning = "The server opened a msg3 that can be made without its key.",
       .expected = refusal,
       .spec = "spec/shs1.md#3.3",
       .likely = "aB is left out of K2",
       .control = honest_run,
       .cases = keyed_without_server_key},
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
