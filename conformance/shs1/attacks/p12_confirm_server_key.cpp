// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "conformance/games/knowledge.hpp"
#include "conformance/shs1/attacks/attacks.hpp"

// P12: an eavesdropper cannot confirm the server's key (spec/shs1.md §3.1, §3.2: hellos are keyed
// by K alone).
namespace assay::mallory {
namespace {

// Keys of a hello that someone who designs their own might choose: K first, as it must be.
std::vector<Known> hello_keys(const Keys& k) {
  return {{"K", k.K},
          {"K|B_p", cat(k.K, k.B_p)},
          {"B_p|K", cat(k.B_p, k.K)},
          {"h(K|B_p)", h(cat(k.K, k.B_p))},
          {"B_p", k.B_p},
          {"h(B_p)", h(k.B_p)},
          {"conv(B_p)", to_curve(k.B_p)},
          {"K|A_p", cat(k.K, k.A_p)},
          {"h(K|A_p)", h(cat(k.K, k.A_p))}};
}

// A session in the dialect that the target speaks, which an honest K-keyed run cannot show.
struct Dialect {
  Known key;
  Conversation line;
  Terms t;
};

std::optional<Known> key_of(const Bytes& hello, const Keys& keys) {
  const Bytes tag(hello.begin(), hello.begin() + 32), point(hello.begin() + 32, hello.end());
  for (const Known& key : hello_keys(keys)) {
    if (mac(key.value, point) == tag) return key;
  }
  return std::nullopt;
}

Dialect speak_to_server(Stage& stage, const Keys& keys) {
  const Bytes a = stage.rng.bytes(32), a_p = base(a);
  for (const Known& key : hello_keys(keys)) {
    Conversation line(stage, open_server(stage, keys));
    line.send(hello(key.value, a_p));
    const std::optional<Bytes> msg2 = line.receive(64);
    if (line.succeeded()) break;  // success over one message is no dialect
    if (!msg2) continue;
    const std::optional<Known> its = key_of(*msg2, keys);
    if (!its) throw ControlFailed("msg2 is keyed by nothing that is known");
    return {*its, std::move(line), Terms::of_client(keys, a, View(*msg2).subspan(32))};
  }
  throw ControlFailed("no hello is answered, whatever keys it");
}

Dialect speak_to_client(Stage& stage, const Keys& keys) {
  Conversation line(stage, open_client(stage, keys));
  const std::optional<Bytes> msg1 = line.receive(64);
  if (!msg1) throw ControlFailed("no msg1: " + line.summary());
  const std::optional<Known> its = key_of(*msg1, keys);
  if (!its) throw ControlFailed("msg1 is keyed by nothing that is known");
  Terms t = Terms::of_server(keys, stage.rng.bytes(32), View(*msg1).subspan(32));
  line.send(hello(its->value, t.b_p));
  return {*its, std::move(line), std::move(t)};
}

// The control: with that hello, the rest of the handshake is honest and succeeds.
void run_in_dialect(Stage& stage) {
  const Keys keys = Keys::draw(stage.keys);
  const bool server = stage.role == Role::server;
  Dialect d = server ? speak_to_server(stage, keys) : speak_to_client(stage, keys);
  if (server) {
    d.line.send(d.t.msg3());
  } else {
    const std::optional<Bytes> msg3 = d.line.receive(112);
    if (!msg3 || !d.t.read_msg3(keys, *msg3)) {
      throw ControlFailed("no msg3: " + d.line.summary());
    }
    d.line.send(d.t.msg4());
  }
  if (!d.line.wait([](const Conversation& c) { return c.succeeded(); })) {
    throw ControlFailed("success was not reported: " + d.line.summary());
  }
}

// G15: whoever knows B_p and watches could otherwise recompute the mac and see that it is this
// server's.
Result key_of_hello(Stage& stage) {
  const Keys keys = Keys::draw(stage.keys);
  const Dialect d =
      stage.role == Role::server ? speak_to_server(stage, keys) : speak_to_client(stage, keys);
  const Verdict verdict = d.key.name == "K" ? Verdict::withstood : Verdict::succeeded;
  return {verdict, fmt::format("its hello is keyed by {}, one of {} candidates", d.key.name,
                               hello_keys(keys).size())};
}

Attack hello_key(Role role) {
  const bool server = role == Role::server;
  return {.id = "G15",
          .slug = "hello-names-server",
          .role = role,
          .meaning =
              "The mac of the hello depends on the server's key, so a guess of it can be checked.",
          .expected = "a mac keyed by K alone",
          .spec = server ? "spec/shs1.md#3.2" : "spec/shs1.md#3.1",
          .likely = "the hello is bound to B_p, as was once proposed",
          .control = run_in_dialect,
          .cases = single("the mac of the hello recomputed under each candidate", key_of_hello)};
}

}  // namespace

std::vector<Attack> p12_attacks() { return {hello_key(Role::server), hello_key(Role::client)}; }

}  // namespace assay::mallory
