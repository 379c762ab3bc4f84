// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <set>

#include "conformance/engine/rng.hpp"
#include "conformance/shs1/algebra.hpp"
#include "conformance/shs1/curve_tables.hpp"
#include "conformance/shs1/formulas.hpp"
#include "conformance/shs1/torsion.hpp"
#include "conformance/terms/delta.hpp"
#include "conformance/terms/evaluate.hpp"
#include "conformance/terms/interpreter.hpp"
#include "reference/shs1/client.hpp"
#include "reference/shs1/server.hpp"

// The book's steps of spec/shs1.md §3: played against each other, against the reference, and with
// one step changed.
namespace assay {
namespace {

using terms::Delta, terms::Interpreter, terms::Twist, terms::Values;
using State = Interpreter::State;
using StepKind = terms::Step::Kind;

struct Pair {
  Values client, server;
};

Pair keys_of_pair(std::uint8_t seed) {
  Rng rng(Bytes(32, seed));
  const Bytes K = rng.bytes(32), A = rng.bytes(32), a = rng.bytes(32), B = rng.bytes(32),
              b = rng.bytes(32);
  return {{{"K", K}, {"A", A}, {"a", a}, {"B_p", mallory::public_key(B)}},
          {{"K", K}, {"B", B}, {"b", b}}};
}

// Carries what each sends to the other, until neither can go on. `admits` is the server's word.
void converse(Interpreter& client, Interpreter& server, bool admits = true) {
  Bytes to_server, to_client;
  const auto feed = [](Interpreter& end, Bytes& line) {
    if (end.state() != State::reads || line.size() < end.wanted()) return false;
    const Bytes message(line.begin(), line.begin() + static_cast<std::ptrdiff_t>(end.wanted()));
    line.erase(line.begin(), line.begin() + static_cast<std::ptrdiff_t>(end.wanted()));
    end.read(message);
    return true;
  };
  bool moved = true;
  while (moved) {
    to_server = cat(to_server, client.take_sent());
    to_client = cat(to_client, server.take_sent());
    moved = feed(server, to_server);
    if (server.state() == State::asks) server.decide(admits);
    to_client = cat(to_client, server.take_sent());
    moved = feed(client, to_client) || moved;
  }
}

template <class Key>
Key key_of(const Values& values, std::string_view letter) {
  return Key::from(std::span(values.find(letter)->second).template first<32>());
}

template <class Identity>
Identity identity(const Values& values, std::string_view letter) {
  return Identity::from_seed(std::span(values.find(letter)->second).template first<32>());
}

shs1::EphemeralSecret ephemeral(const Values& values, std::string_view letter) {
  return shs1::EphemeralSecret::from_x25519_secret(
      std::span(values.find(letter)->second).first<32>());
}

Values taken(const shs1::Outcome& o) {
  return {{"enc_key", copy_of(o.encrypt_key.view())},
          {"enc_nonce", copy_of(o.encrypt_nonce.view())},
          {"dec_key", copy_of(o.decrypt_key.view())},
          {"dec_nonce", copy_of(o.decrypt_nonce.view())},
          {"peer_pk", copy_of(o.peer.view())}};
}

template <class Message>
Message message_of(const Bytes& bytes) {
  REQUIRE(bytes.size() == Message::size);
  return Message::from(std::span(bytes).template first<Message::size>());
}

TEST_CASE("two ends that play the steps agree on every value that both know, and on the formulas") {
  for (const int seed : {1, 2, 3, 4, 5, 6, 7, 8}) {
    const Pair keys = keys_of_pair(static_cast<std::uint8_t>(seed));
    Interpreter client(shs1_book(), Role::client, keys.client);
    Interpreter server(shs1_book(), Role::server, keys.server);
    converse(client, server);
    REQUIRE(client.state() == State::done);
    REQUIRE(server.state() == State::done);
    for (const auto& [letter, value] : client.values()) {
      INFO(letter);
      const auto theirs = server.values().find(letter);
      if (theirs != server.values().end()) CHECK(theirs->second == value);
    }
    Values all = keys.client;
    all.insert(keys.server.begin(), keys.server.end());
    const Values by_formula = terms::evaluate(shs1_book(), all, Role::client, std::nullopt);
    for (const auto& [letter, value] : by_formula) {
      INFO(letter);
      const bool known = client.values().contains(letter) || server.values().contains(letter);
      CHECK(known);
      if (client.values().contains(letter)) CHECK(client.values().at(letter) == value);
    }
  }
}

TEST_CASE("a client that plays the steps and the reference's server agree") {
  const Pair keys = keys_of_pair(11);
  Interpreter client(shs1_book(), Role::client, keys.client);
  shs1::ServerAwaitsMsg1 start(key_of<shs1::NetworkKey>(keys.server, "K"),
                               identity<shs1::ServerSecret>(keys.server, "B"),
                               ephemeral(keys.server, "b"));
  auto hello = std::move(start).read(message_of<shs1::Msg1>(client.take_sent()));
  REQUIRE(hello.has_value());
  client.read(hello->msg2.view());
  auto known = std::move(hello->next).read(message_of<shs1::Msg3>(client.take_sent()));
  REQUIRE(known.has_value());
  auto accepted = std::move(*known).authorize(true);
  REQUIRE(accepted.has_value());
  client.read(accepted->msg4.view());
  REQUIRE(client.state() == State::done);
  const Values client_has = client.outcome(), server_has = taken(accepted->outcome);
  CHECK(client_has.at("enc_key") == server_has.at("dec_key"));
  CHECK(client_has.at("enc_nonce") == server_has.at("dec_nonce"));
  CHECK(client_has.at("dec_key") == server_has.at("enc_key"));
  CHECK(client_has.at("dec_nonce") == server_has.at("enc_nonce"));
  CHECK(client.values().at("A_p") == server_has.at("peer_pk"));
}

TEST_CASE("a server that plays the steps and the reference's client agree") {
  const Pair keys = keys_of_pair(12);
  Interpreter server(shs1_book(), Role::server, keys.server);
  shs1::ClientStart start(
      key_of<shs1::NetworkKey>(keys.client, "K"), identity<shs1::ClientSecret>(keys.client, "A"),
      key_of<shs1::ServerPublic>(keys.client, "B_p"), ephemeral(keys.client, "a"));
  auto hello = std::move(start).hello();
  server.read(hello.msg1.view());
  auto auth = std::move(hello.next).read(message_of<shs1::Msg2>(server.take_sent()));
  REQUIRE(auth.has_value());
  server.read(auth->msg3.view());
  REQUIRE(server.state() == State::asks);
  server.decide(true);
  auto outcome = std::move(auth->next).read(message_of<shs1::Msg4>(server.take_sent()));
  REQUIRE(outcome.has_value());
  const Values client_has = taken(*outcome), server_has = server.outcome();
  CHECK(client_has.at("enc_key") == server_has.at("dec_key"));
  CHECK(client_has.at("dec_key") == server_has.at("enc_key"));
  CHECK(client_has.at("peer_pk") == keys.client.at("B_p"));
}

// What the peer of a party sends so that exactly one check, by its letter, stands in the way.
struct Forgery {
  Role victim;
  StepKind kind;
  std::vector<std::string> letters;  // more than one: each of them would refuse alone
  std::string reason;
  std::vector<Delta> peer;  // what the peer does otherwise
};

std::string zero32() { return std::string(64, '0'); }

// A key outside the main subgroup, with a signature that verifies under it.
Delta mixed_order_H() {
  const Pair keys = keys_of_pair(21);
  Values all = keys.client;
  all.insert(keys.server.begin(), keys.server.end());
  const Values v = terms::evaluate(shs1_book(), all, Role::client, std::nullopt);
  Rng rng(Bytes(32, 1));
  const auto moved = mallory::sign_with_torsion(v.at("A"), mallory::torsion_point(8),
                                                cat(v.at("K"), v.at("B_p"), v.at("hab")), rng);
  return terms::replace("H", hex(cat(moved.signature, moved.public_key)));
}

std::vector<Forgery> forgeries() {
  const Role server = Role::server, client = Role::client;
  const StepKind check = StepKind::check, open = StepKind::open, ask = StepKind::ask;
  const std::vector<Delta> low_order_client = {terms::replace("a_p", zero32()),
                                               terms::replace("ab", zero32()),
                                               terms::replace("aB", zero32())};
  const std::vector<Delta> low_order_server = {terms::replace("b_p", zero32()),
                                               terms::replace("ab", zero32()),
                                               terms::replace("Ab", zero32())};
  return {{server, check, {"mac1"}, "bad_mac", {terms::omit("mac1", "K")}},
          {server, check, {"ab", "aB"}, "low_order_point", low_order_client},
          {server, open, {"msg3"}, "bad_box", {terms::flip_bit("msg3", 0)}},
          {server, check, {"sigA"}, "bad_signature", {terms::flip_bit("sigA", 300)}},
          {server, check, {"A_p", "Ab"}, "bad_peer_key", {mixed_order_H()}},
          {server, ask, {"A_p"}, "not_authorized", {}},
          {client, check, {"mac2"}, "bad_mac", {terms::flip_bit("mac2", 255)}},
          {client, check, {"ab", "Ab"}, "low_order_point", low_order_server},
          {client, open, {"msg4"}, "bad_box", {terms::flip_bit("msg4", 127)}},
          {client, check, {"sigB"}, "bad_signature", {terms::omit("sigB", "K")}}};
}

std::size_t place_of(Role role, StepKind kind, const std::string& letter) {
  const auto& steps = shs1_book().steps.at(role);
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (steps[i].kind == kind && steps[i].letter == letter) return i;
  }
  throw std::logic_error("no step " + letter);
}

// A forger checks nothing of its own.
Twist forging(const Forgery& f) {
  Twist twist{.deltas = f.peer};
  const Role role = f.victim == Role::server ? Role::client : Role::server;
  const auto& steps = shs1_book().steps.at(role);
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (steps[i].kind == StepKind::check) twist.skipped.push_back(i);
  }
  return twist;
}

// The victim's end of a session with the forger.
Interpreter met(const Forgery& f, Twist victim) {
  const Pair keys = keys_of_pair(21);
  const bool server = f.victim == Role::server;
  Interpreter client(shs1_book(), Role::client, keys.client, server ? forging(f) : victim);
  Interpreter other(shs1_book(), Role::server, keys.server, server ? victim : forging(f));
  converse(client, other, f.kind != StepKind::ask);
  return server ? other : client;
}

TEST_CASE("a forgery is refused by the check that it is made for") {
  for (const Forgery& f : forgeries()) {
    INFO(f.reason << " by the " << name(f.victim));
    const Interpreter victim = met(f, {});
    CHECK(victim.state() == State::refused);
    CHECK(victim.reason() == f.reason);
  }
}

TEST_CASE("who skips a check falls to the forgery that it is made for") {
  for (const Forgery& f : forgeries()) {
    Twist skipping;
    for (const std::string& letter : f.letters) {
      skipping.skipped.push_back(place_of(f.victim, f.kind, letter));
    }
    INFO(f.reason << " by the " << name(f.victim));
    const Interpreter victim = met(f, skipping);
    CHECK(victim.state() == State::done);
  }
}

TEST_CASE("every check is skipped by one of these forgeries, or stands behind others that refuse") {
  // Never reached: spec/shs1.md §5. A B_p that does not convert is a setting, not a message.
  const std::set<std::pair<Role, std::string>> behind_others = {{Role::client, "aB"},
                                                                {Role::client, "B_p"}};
  for (const Role role : {Role::server, Role::client}) {
    for (const terms::Step& step : shs1_book().steps.at(role)) {
      if (step.reason.empty()) continue;
      const std::string letter(step.letter);
      INFO(letter << " of the " << name(role));
      const bool tried = std::ranges::any_of(forgeries(), [&](const Forgery& f) {
        return f.victim == role && f.kind == step.kind &&
               std::ranges::find(f.letters, letter) != f.letters.end();
      });
      CHECK(tried != behind_others.contains({role, letter}));
    }
  }
}

TEST_CASE("who computes a formula otherwise accepts the peer that does so too, and no honest one") {
  for (const Delta& delta :
       {terms::omit("sigA", "hab"), terms::omit("K2", "aB"), terms::omit("sigB", "H"),
        terms::omit("K3", "Ab"), terms::reorder("sigA", {"B_p", "K", "hab"})}) {
    const Pair keys = keys_of_pair(31);
    INFO(delta.op << " on " << delta.target);
    Interpreter client(shs1_book(), Role::client, keys.client, {{delta}});
    Interpreter server(shs1_book(), Role::server, keys.server, {{delta}});
    converse(client, server);
    CHECK(client.state() == State::done);
    CHECK(server.state() == State::done);
    Interpreter honest(shs1_book(), Role::client, keys.client);
    Interpreter flawed(shs1_book(), Role::server, keys.server, {{delta}});
    converse(honest, flawed);
    CHECK((honest.state() == State::refused || flawed.state() == State::refused));
  }
}

TEST_CASE("a twist that fits no step or no formula is refused") {
  const Pair keys = keys_of_pair(41);
  const auto make = [&](Twist twist) {
    Interpreter(shs1_book(), Role::client, keys.client, std::move(twist));
  };
  CHECK_THROWS_WITH(make({{}, {0}}), "step 0 is none that can be skipped");
  CHECK_THROWS_WITH(make({{terms::flip_bit("sigC", 0)}, {}}), "there is no formula of sigC");
}

}  // namespace
}  // namespace assay
