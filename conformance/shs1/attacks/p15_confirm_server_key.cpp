// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "conformance/games/two_world.hpp"
#include "conformance/shs1/attacks/attacks.hpp"

// P15: an unauthorized client cannot confirm the server's key (spec/shs1.md §6).
namespace assay::mallory {
namespace {

Keys as_stranger(Keys keys) {
  keys.A = keys.M, keys.A_p = keys.M_p;
  return keys;
}

// C24: a flawless msg3 from a key that is not on the allow list.
Result valid_but_not_admitted(Stage& stage) {
  const Keys keys = Keys::draw(stage.keys);
  AsClient s =
      exchange_hellos(stage, as_stranger(keys), open_server_admitting(stage, keys, {keys.A_p}));
  s.line.send(s.t.msg3());
  return refused(s.line, {.verified_is_fine = true});
}

// C29: the allow list holds entries that are nearly A, and A itself logs in.
Result nearly_admitted(Stage& stage, const std::function<std::vector<Bytes>(const Bytes&)>& list) {
  const Keys keys = Keys::draw(stage.keys);
  AsClient s = exchange_hellos(stage, keys, open_server_admitting(stage, keys, list(keys.A_p)));
  s.line.send(s.t.msg3());
  return refused(s.line, {.verified_is_fine = true});
}

Bytes with_byte_changed(Bytes key, std::size_t i, std::uint8_t mask) {
  key[i] ^= mask;
  return key;
}

// A comparison that leaves out even one byte finds an entry of this list.
std::vector<Bytes> each_byte_changed(const Bytes& key) {
  std::vector<Bytes> list;
  for (std::size_t i = 0; i < key.size(); ++i) list.push_back(with_byte_changed(key, i, 0x10));
  return list;
}

std::vector<Case> near_misses(Stage& stage) {
  using List = std::function<std::vector<Bytes>(const Bytes&)>;
  const auto make = [](std::string slug, std::string change, List list) {
    return Case{.slug = std::move(slug), .change = std::move(change), .run = [list](Stage& st) {
                  return nearly_admitted(st, list);
                }};
  };
  std::vector<Case> cases = {
      make("each-byte", "allow list = 32 keys, the i-th being A_p with byte i changed",
           each_byte_changed),
      make("sign-bit", "allow list = A_p with its sign bit flipped",
           [](const Bytes& A_p) { return std::vector<Bytes>{with_byte_changed(A_p, 31, 0x80)}; }),
      make("converted", "allow list = A_p as a Curve25519 point",
           [](const Bytes& A_p) { return std::vector<Bytes>{to_curve(A_p)}; })};
  for (std::size_t i = 0; stage.effort == Effort::full && i < 32; ++i) {
    cases.push_back(make(
        fmt::format("byte-{:02}", i), fmt::format("allow list = A_p but A_p[{}] ^= 0x10", i),
        [i](const Bytes& A_p) { return std::vector<Bytes>{with_byte_changed(A_p, i, 0x10)}; }));
  }
  return cases;
}

// What a client sees after its msg3.
std::vector<Sighting> seen_after(AsClient& s, bool must_end) {
  s.line.send(s.t.msg3());
  s.line.wait([](const Conversation& c) { return c.ended() || !c.unread().empty(); });
  s.line.hear_out();
  if (must_end && !s.line.ended() && s.line.unread().empty()) {
    throw Hung("a wrong number was neither refused nor answered; " + s.line.summary());
  }
  const std::string end = s.line.ended() ? "ended" : "open";
  const auto close = static_cast<std::uint8_t>(s.line.close());
  return {{"answer", s.line.unread()}, {"close", cat(end, Bytes{close})}};
}

// G01. World 0: the stranger dials another server's key. World 1: it dials the right one, and is
// not admitted.
Result wrong_number_or_not_admitted(Stage& stage) {
  const Keys keys = Keys::draw(stage.keys);
  const Bytes elsewhere = public_key(stage.rng.bytes(32));
  const World play = [&](int world) {
    Keys caller = as_stranger(keys);
    if (world == 0) caller.B_p = elsewhere;
    AsClient s = exchange_hellos(stage, caller, open_server_admitting(stage, keys, {keys.A_p}));
    return seen_after(s, world == 0);
  };
  return two_worlds(stage.rng, two_world_trials(stage.effort),
                    {{"answer", Likeness::identical}, {"close", Likeness::identical}}, play);
}

}  // namespace

std::vector<Attack> p15_attacks() {
  return {
      {.id = "C24",
       .slug = "not-admitted",
       .role = Role::server,
       .meaning = "The server answered a client that it does not admit, which confirms its key.",
       .expected = "refused at msg3 exactly like a wrong number, nothing sent",
       .spec = "spec/shs1.md#6",
       .likely = "msg4 is sent before, or without, asking whether the client is admitted",
       .control = honest_run,
       .cases =
           single("msg3 is made with a key that is not on the allow list", valid_but_not_admitted)},
      {.id = "C29",
       .slug = "nearly-admitted",
       .role = Role::server,
       .meaning = "The server admitted a key that only resembles an entry of its allow list.",
       .expected = "refused at msg3, nothing sent",
       .spec = "spec/shs1.md#6",
       .likely = "no allow list is asked, or it is compared in part, or by the converted key",
       .control = honest_run,
       .cases = near_misses},
      {.id = "G01",
       .slug = "wrong-number-or-not-admitted",
       .role = Role::server,
       .meaning = "A client that is not admitted can tell whether it dialled the right server key.",
       .expected = "the same bytes and the same close in both worlds",
       .spec = "spec/shs1.md#8",
       .likely = "a client that is not admitted is answered, or cut off differently",
       .control = honest_run,
       .cases =
           single("world 0: msg3 for another server's key; world 1: for this one, not admitted",
                  wrong_number_or_not_admitted)},
  };
}

}  // namespace assay::mallory
