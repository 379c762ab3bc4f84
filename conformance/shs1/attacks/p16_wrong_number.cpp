// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "conformance/shs1/attacks/attacks.hpp"
#include "conformance/shs1/attacks/searches.hpp"
#include "conformance/shs1/overhear.hpp"

// P16: a man in the middle, or a wrong number, cannot learn or confirm either key (spec/shs1.md
// §3.3), except by relaying to a server that it knows (spec/shs1.md §9.4).
namespace assay::mallory {
namespace {

// G08: a fake server with an ephemeral key of its own, which even guesses A_p and B_p right, and
// lacks B.
Result opened_by_fake_server(Stage& stage) {
  const Keys keys = Keys::draw(stage.keys);
  AsServer s = read_msg1(stage, keys);
  s.line.send(s.t.msg2());
  const Bytes msg3 = receive_msg3(stage, s);
  Terms opened = s.t;
  s.t.A_p = opened.read_msg3(keys, msg3) ? opened.A_p : keys.A_p;
  KeySearch fake{.prefix = {"K", keys.K}, .terms = public_terms(s.t), .hash = h};
  fake.terms.insert(fake.terms.end(), {{"b", s.t.b},
                                       {"ab", s.t.ab},
                                       {"b·conv(B_p)", dh(s.t.b, to_curve(keys.B_p))},
                                       {"b·conv(A_p)", dh(s.t.b, to_curve(keys.A_p))}});
  return knowledge_game(fake, {{"aB", s.t.aB}}, {sealed("msg3", msg3)});
}

// G09: does the fake server see whom the client wanted?
Result wanted_another(Stage& stage) {
  const Keys keys = Keys::draw(stage.keys);
  const std::vector<Rule> rules{{"msg1", Likeness::same_length},
                                {"msg3", Likeness::same_length},
                                {"answer", Likeness::absent},
                                {"close", Likeness::identical}};
  return two_worlds(stage.rng, two_world_trials(stage.effort), rules, [&](int world) {
    OpenRequest request = open_client(stage, keys);
    if (world == 1) request.bytes["peer_pk"] = keys.M_p;
    AsServer s = read_msg1(stage, keys, request);
    const Bytes msg1 = cat(s.t.msg1(), s.line.take_unread());
    s.line.send(s.t.msg2());
    const Bytes msg3 = receive_msg3(stage, s);
    const Bytes proof = cat(msg3, s.line.take_unread());
    s.line.send(stage.rng.bytes(80));
    const Result end = refused(s.line);
    if (end.verdict == Verdict::hung) throw Hung(end.observed);
    return std::vector<Sighting>{{"msg1", msg1},
                                 {"msg3", proof},
                                 {"answer", s.line.unread()},
                                 {"close", {static_cast<std::uint8_t>(s.line.close())}}};
  });
}

// G16: the relay passes everything on to a server that it knows to be B. Does it see whether the
// client wanted B?
bool answered_by_server_target(Stage& stage, const Keys& keys, bool wants_b) {
  Keys dialled = keys;
  if (!wants_b) dialled.B_p = keys.M_p;
  AsClient client = exchange_hellos(stage, dialled, open_server(stage, keys));
  client.line.send(client.t.msg3());
  return client.line.receive(80).has_value();
}

bool answered_to_client_target(Stage& stage, const Keys& keys, bool wants_b) {
  OpenRequest request = open_client(stage, keys);
  if (!wants_b) request.bytes["peer_pk"] = keys.M_p;
  AsServer b = read_msg1(stage, keys, request);
  b.line.send(b.t.msg2());
  const Bytes msg3 = receive_msg3(stage, b);
  if (!b.t.read_msg3(keys, msg3)) return false;
  b.line.send(b.t.msg4());
  return b.line.wait([](const Conversation& c) { return c.succeeded(); });
}

Result relayed(Stage& stage) {
  const Keys keys = Keys::draw(stage.keys);
  const int sessions = two_world_trials(stage.effort);
  for (int i = 0; i < sessions; ++i) {
    const bool wants_b = i < 2 ? i == 0 : stage.rng.below(2) == 0;  // both, then as the coin falls
    const bool answered = stage.role == Role::server
                              ? answered_by_server_target(stage, keys, wants_b)
                              : answered_to_client_target(stage, keys, wants_b);
    if (answered != wants_b) {
      return {Verdict::withstood, fmt::format("wrong in session {} of {}", i + 1, sessions)};
    }
  }
  return {Verdict::succeeded,
          fmt::format(
              "E guesses right in all of {} sessions: B answers msg3 exactly when it was wanted",
              sessions)};
}

// X04: what a server writes through a man in the middle, who passes everything on, or puts in a key
// of his own.
Bytes with_own_ephemeral(Stage& stage, const Keys& keys) {
  Conversation line(stage, open_server(stage, keys));
  const Bytes own = base(stage.rng.bytes(32)), a = stage.rng.bytes(32);
  line.send(hello(keys.K, own));
  const std::optional<Bytes> msg2 = line.receive(64);
  if (!msg2) throw ControlFailed("no msg2: " + line.summary());
  line.send(Terms::of_client(keys, a, View(*msg2).subspan(32)).msg3());
  refused(line);
  return cat(*msg2, line.unread());
}

Result keys_through_the_middle(Stage& stage) {
  const Keys keys = Keys::draw(stage.keys);
  const Bytes written = cat(overhear(stage, keys, open_server(stage, keys)).written(),
                            with_own_ephemeral(stage, keys));
  std::vector<Known> sought = forms_of("A_p", keys.A_p);
  for (Known& known : forms_of("B_p", keys.B_p)) sought.push_back(std::move(known));
  return leak_game(sought, written);
}

Result msg4_in_the_middle(Stage& stage) {
  const Keys keys = Keys::draw(stage.keys);
  const Overheard heard = overhear(stage, keys, open_server(stage, keys));
  const Terms& t = heard.t;
  const Bytes e = stage.rng.bytes(32);
  KeySearch middle{.prefix = {"K", keys.K}, .terms = public_terms(t), .hash = h};
  middle.terms.insert(middle.terms.end(), {{"e·a_p", dh(e, t.a_p)},
                                           {"e·b_p", dh(e, t.b_p)},
                                           {"e·conv(A_p)", dh(e, to_curve(t.A_p))},
                                           {"e·conv(B_p)", dh(e, to_curve(t.B_p))}});
  const Bytes msg4(heard.proof.begin(), heard.proof.begin() + 80);
  return knowledge_game(middle, {{"ab", t.ab}, {"aB", t.aB}, {"Ab", t.Ab}}, {sealed("msg4", msg4)});
}

std::vector<Case> searches_in_the_middle(Stage&) {
  return {{.slug = "in-the-clear",
           .change = "8 bytes of A_p or B_p, in four forms, sought in what the server writes",
           .run = keys_through_the_middle},
          {.slug = "msg4",
           .change = "msg4 tried under every key that a man in the middle can make",
           .run = msg4_in_the_middle}};
}

Attack relay(Role role) {
  return {.id = "G16",
          .slug = "relayed-to-known-server",
          .role = role,
          .meaning =
              "Whoever diverts a client to a server that he knows learns whether the client "
              "wanted that server.",
          .expected = "nothing that tells; SHS1 is not made to withstand this",
          .spec = "spec/shs1.md#9.4",
          .likely = "inherent in every handshake whose success shows",
          .control = honest_run,
          .cases = single("the client calls another server, and is brought to this one", relayed),
          .attacker = Attacker::diverting};
}

}  // namespace

std::vector<Attack> p16_attacks() {
  return {
      {.id = "G08",
       .slug = "fake-server-opens-msg3",
       .role = Role::client,
       .meaning = "A wrong number can open the client's proof, and learn whom it has before it.",
       .expected = "msg3 opens under no key that can be made without aB",
       .spec = "spec/shs1.md#3.3",
       .likely = "K2 is made without aB",
       .control = answered_run,
       .cases =
           single("the server has an ephemeral key and guesses, but not B", opened_by_fake_server)},
      {.id = "G09",
       .slug = "fake-server-sees-choice",
       .role = Role::client,
       .meaning = "A wrong number sees whom the client wanted.",
       .expected = "the same lengths and the same end, whomever the client dialled",
       .spec = "spec/shs1.md#3.3",
       .likely = "what the client writes, or how it ends, depends on B_p",
       .control = overheard_run,
       .cases = single("another peer_pk", wanted_another)},
      relay(Role::server),
      relay(Role::client),
      {.id = "X04",
       .slug = "man-in-the-middle",
       .role = Role::server,
       .meaning = "A man in the middle learns a key from what the server writes.",
       .expected = "nothing of A_p or B_p in any form, and a msg4 that does not open",
       .spec = "spec/shs1.md#3.3",
       .likely = "the server writes a key, or K3 is made without a secret that it should contain",
       .control = overheard_run,
       .cases = searches_in_the_middle},
  };
}

}  // namespace assay::mallory
