// SPDX-License-Identifier: MIT
#include "conformance/shs1/attacks/attacks.hpp"
#include "conformance/shs1/overhear.hpp"

// P10: an eavesdropper cannot learn the server's key (spec/shs1.md §3: B_p is never sent).
namespace assay::mallory {
namespace {

// B09: who only connects has proved nothing, not even that it knows K.
Result say_nothing(Stage& stage) {
  const int ms = stage.effort == Effort::full ? 2000 : 100;
  Conversation line(stage, open_server(stage, Keys::draw(stage.keys)));
  return silent_for(line, ms);
}

// G07: two servers that differ only in who they are.
Keys server_seen_in(Keys keys, int world) {
  if (world == 1) keys.B = keys.M, keys.B_p = keys.M_p;
  return keys;
}

Result two_servers(Stage& stage) {
  const Keys keys = Keys::draw(stage.keys);
  const std::vector<Rule> rules{{"greeting", Likeness::same_length},
                                {"hello", Likeness::same_length},
                                {"proof", Likeness::same_length},
                                {"close", Likeness::identical}};
  return two_worlds(stage.rng, two_world_trials(stage.effort), rules, [&](int world) {
    const Keys own = server_seen_in(keys, world);
    return overhear(stage, own, open_server(stage, own)).sightings();
  });
}

Result two_servers_one_ephemeral(Stage& stage) {
  const std::string how = injection(stage);
  const Keys keys = Keys::draw(stage.keys);
  const Bytes a_p = base(stage.rng.bytes(32));
  const std::vector<Rule> rules{{"greeting", Likeness::identical}, {"hello", Likeness::identical}};
  return two_worlds(stage.rng, two_world_trials(stage.effort), rules, [&](int world) {
    OpenRequest request = open_server(stage, server_seen_in(keys, world));
    request.bytes[how] = keys.A;
    Conversation line(stage, request);
    const Bytes greeting = line.take_unread();
    line.send(hello(keys.K, a_p));
    const std::optional<Bytes> msg2 = line.receive(64);
    if (!msg2) throw ControlFailed("no msg2: " + line.summary());
    return std::vector<Sighting>{{"greeting", greeting}, {"hello", cat(*msg2, line.unread())}};
  });
}

Result server_key_in_the_clear(Stage& stage) {
  const Keys keys = Keys::draw(stage.keys);
  const Bytes admitted = overhear(stage, keys, open_server(stage, keys)).written();
  return leak_game(forms_of("B_p", keys.B_p), cat(admitted, written_to_refused(stage, keys)));
}

std::vector<Case> eavesdropping_on_server(Stage&) {
  return {{.slug = "two-servers", .change = "another static_seed", .run = two_servers},
          {.slug = "two-servers-one-ephemeral",
           .change = "another static_seed, the same ephemeral key",
           .run = two_servers_one_ephemeral},
          {.slug = "in-the-clear",
           .change = "8 bytes of B_p, conv(B_p) or h(B_p) sought in what the server writes",
           .run = server_key_in_the_clear}};
}

// X03: B_p sought in what a client writes.
Result server_key_from_client(Stage& stage) {
  const Keys keys = Keys::draw(stage.keys);
  return leak_game(forms_of("B_p", keys.B_p),
                   overhear(stage, keys, open_client(stage, keys)).written());
}

}  // namespace

std::vector<Attack> p10_attacks() {
  return {
      {.id = "B09",
       .slug = "speaks-first",
       .role = Role::server,
       .meaning =
           "The server writes to whoever connects, before the peer has shown that it knows K.",
       .expected = "nothing sent before msg1",
       .spec = "spec/shs1.md#3.1",
       .likely = "the server greets",
       .control = overheard_run,
       .cases = single("connected, nothing sent", say_nothing)},
      {.id = "G07",
       .slug = "eavesdropped-server",
       .role = Role::server,
       .meaning = "What the server writes tells an eavesdropper which server it is.",
       .expected = "the same lengths for every server, and nothing of B_p, in no form",
       .spec = "spec/shs1.md#3.2",
       .likely = "the server writes its key, or msg2 depends on it",
       .control = overheard_run,
       .cases = eavesdropping_on_server},
      {.id = "X03",
       .slug = "server-key-from-client",
       .role = Role::client,
       .meaning = "What the client writes gives away which server it dials.",
       .expected = "nothing of B_p, in no form",
       .spec = "spec/shs1.md#3",
       .likely = "the client names the server it wants",
       .control = overheard_run,
       .cases = single("8 bytes of B_p, conv(B_p) or h(B_p) sought in what the client writes",
                       server_key_from_client)},
  };
}

}  // namespace assay::mallory
