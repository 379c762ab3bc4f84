// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "conformance/shs1/attacks/attacks.hpp"
#include "conformance/shs1/attacks/searches.hpp"
#include "conformance/shs1/overhear.hpp"

// P09: an eavesdropper cannot learn the client's key (spec/shs1.md §3: A_p travels in msg3's box
// alone).
namespace assay::mallory {
namespace {

OpenRequest dial_as(const Stage& stage, const Keys& keys, int world) {
  if (!stage.caps.client_key) throw Unsupported("static_seed");
  OpenRequest request = open_client(stage, keys);
  if (world == 1) request.bytes["static_seed"] = keys.M;
  return request;
}

Keys client_seen_in(Keys keys, int world) {
  if (world == 1) keys.A = keys.M, keys.A_p = keys.M_p;
  return keys;
}

// G06: two clients that differ only in who they are.
Result two_clients(Stage& stage) {
  const Keys keys = Keys::draw(stage.keys);
  const std::vector<Rule> rules{{"hello", Likeness::same_length},
                                {"proof", Likeness::same_length},
                                {"close", Likeness::identical}};
  return two_worlds(stage.rng, two_world_trials(stage.effort), rules, [&](int world) {
    return overhear(stage, client_seen_in(keys, world), dial_as(stage, keys, world)).sightings();
  });
}

Result two_clients_one_ephemeral(Stage& stage) {
  const std::string how = injection(stage);
  const Keys keys = Keys::draw(stage.keys);
  const std::vector<Rule> rules{{"hello", Likeness::identical}};
  return two_worlds(stage.rng, two_world_trials(stage.effort), rules, [&](int world) {
    OpenRequest request = dial_as(stage, keys, world);
    request.bytes[how] = keys.M;
    AsServer s = read_msg1(stage, keys, request);
    return std::vector<Sighting>{{"hello", cat(s.t.msg1(), s.line.unread())}};
  });
}

Result client_key_in_the_clear(Stage& stage) {
  const Keys keys = Keys::draw(stage.keys);
  const Overheard heard = overhear(stage, keys, open_client(stage, keys));
  return leak_game(forms_of("A_p", heard.t.A_p), heard.written());
}

// A tag that is always the same tells that it is the same client, whatever it says.
Result same_bytes_again(Stage& stage) {
  const Keys keys = Keys::draw(stage.keys);
  const int runs = stage.effort == Effort::full ? 100 : two_world_trials(stage.effort);
  std::vector<Bytes> written[2];
  for (int i = 0; i < 2 * runs; ++i) {
    const int world = i % 2;
    written[world].push_back(
        overhear(stage, client_seen_in(keys, world), dial_as(stage, keys, world)).written());
  }
  return repeat_game(written[0], written[1]);
}

std::vector<Case> eavesdropping_on_client(Stage&) {
  return {{.slug = "two-clients", .change = "another static_seed", .run = two_clients},
          {.slug = "two-clients-one-ephemeral",
           .change = "another static_seed, the same ephemeral key",
           .run = two_clients_one_ephemeral},
          {.slug = "in-the-clear",
           .change = "8 bytes of A_p, conv(A_p) or h(A_p) sought in what the client writes",
           .run = client_key_in_the_clear},
          {.slug = "repeats",
           .change = "8 bytes sought that the client writes in two sessions, and another never",
           .run = same_bytes_again}};
}

// B12: two clients wired to each other. The wire knows K, and whom it suspects.
Result wired_clients(Stage& stage) {
  require_two_sessions(stage);
  const Keys keys = Keys::draw(stage.keys);
  AsServer one = read_msg1(stage, keys), two = read_msg1(stage, keys);
  one.line.send(two.t.msg1());
  two.line.send(one.t.msg1());
  const std::optional<Bytes> from_one = one.line.receive(112), from_two = two.line.receive(112);
  one.line.take_unread(), two.line.take_unread();  // additions to msg3 are G06's to judge
  if (from_one && from_two) {
    Terms t = one.t;
    t.A_p = keys.A_p, t.b_p = two.t.a_p;
    const Searched s = search({.prefix = {"K", keys.K}, .terms = public_terms(t), .hash = h},
                              {sealed("msg3", *from_one), sealed("msg3", *from_two)});
    if (s.found) return {Verdict::succeeded, *s.found};
    one.line.send(View(*from_two).first(80));
    two.line.send(View(*from_one).first(80));
  }
  const Result r = refused(one.line);
  return r.verdict == Verdict::withstood ? refused(two.line) : r;
}

// X02: A_p sought in what a server writes, to an admitted client and to one that it does not admit.
Result client_key_from_server(Stage& stage) {
  const Keys keys = Keys::draw(stage.keys);
  const Bytes admitted = overhear(stage, keys, open_server(stage, keys)).written();
  return leak_game(forms_of("A_p", keys.A_p), cat(admitted, written_to_refused(stage, keys)));
}

}  // namespace

std::vector<Attack> p09_attacks() {
  return {
      {.id = "G06",
       .slug = "eavesdropped-client",
       .role = Role::client,
       .meaning = "What the client writes tells an eavesdropper who it is.",
       .expected = "the same lengths for every client, and nothing of A_p, in no form",
       .spec = "spec/shs1.md#3.3",
       .likely = "the client writes its key, a tag made of it, or padding that depends on it",
       .control = overheard_run,
       .cases = eavesdropping_on_client},
      {.id = "B12",
       .slug = "wired-clients",
       .role = Role::client,
       .meaning = "Two clients wired to each other give their keys away, or believe each other.",
       .expected = "both refuse, and nothing that they wrote opens",
       .spec = "spec/shs1.md#3.3",
       .likely = "K2 is made without aB",
       .control = answered_run,
       .cases = single("each client gets the other's msg1 as msg2", wired_clients)},
      {.id = "X02",
       .slug = "client-key-from-server",
       .role = Role::server,
       .meaning = "What the server writes gives the client's key away.",
       .expected = "nothing of A_p, in no form",
       .spec = "spec/shs1.md#3",
       .likely = "the server writes the client's key back, or an error text that names it",
       .control = overheard_run,
       .cases = single("8 bytes of A_p, conv(A_p) or h(A_p) sought in what the server writes",
                       client_key_from_server)},
  };
}

}  // namespace assay::mallory
