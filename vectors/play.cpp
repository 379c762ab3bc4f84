// SPDX-License-Identifier: MIT
#include "vectors/play.hpp"

#include <algorithm>

#include "reference/common/sha256.hpp"
#include "reference/shs1/client.hpp"
#include "reference/shs1/keys.hpp"
#include "reference/shs1/msg3_client_auth.hpp"
#include "reference/shs1/server.hpp"

namespace assay::vectors {
namespace {

using namespace assay::shs1;

Bytes octets(View view) { return Bytes(view.begin(), view.end()); }

std::span<const std::uint8_t, 32> key(const Values& keys, std::string_view letter) {
  return std::span(keys.find(letter)->second).first<32>();
}

NetworkKey network_key(const Test& t) { return NetworkKey::from(std::span(t.K).first<32>()); }
StaticSecret identity(const Values& keys, std::string_view letter) {
  return StaticSecret::from_seed(key(keys, letter));
}

// The scalar is listed beside its seed; the seed is used, so that the conversion is tested too.
EphemeralSecret ephemeral(const Values& keys, const std::string& letter) {
  if (keys.contains(letter + "_seed")) {
    return EphemeralSecret::from_ed25519_seed(key(keys, letter + "_seed"));
  }
  return EphemeralSecret::from_x25519_secret(key(keys, letter));
}

std::optional<Bytes> wire_of(const Test& test, std::string_view message) {
  const auto found = std::ranges::find(test.transcript, message, &Wire::message);
  return found == test.transcript.end() ? std::nullopt : std::optional(found->wire);
}

Played rejected(Played played, std::string at, std::string_view reason) {
  played.rejected_at = std::move(at);
  played.reason = reason;
  return played;
}

// The message, or nothing when the stream ends before it is whole.
template <class Message>
std::optional<Message> read(const Test& test, std::string_view message) {
  const std::optional<Bytes> wire = wire_of(test, message);
  if (!wire || wire->size() < Message::size) return std::nullopt;
  return Message::from(std::span(*wire).template first<Message::size>());
}

vectors::Outcome taken(const shs1::Outcome& o) {
  return {octets(o.encrypt_key.view()), octets(o.encrypt_nonce.view()),
          octets(o.decrypt_key.view()), octets(o.decrypt_nonce.view()), octets(o.peer.view())};
}

Played play_server(const Test& test) {
  Played played;
  const auto msg1 = read<Msg1>(test, "msg1");
  if (!msg1) return rejected(played, "msg1", "end_of_stream");
  ServerAwaitsMsg1 start(network_key(test), identity(test.server, "B"),
                         ephemeral(test.server, "b"));
  auto hello = std::move(start).read(*msg1);
  if (!hello) return rejected(played, "msg1", name(hello.error()));
  played.sent["msg2"] = octets(hello->msg2.view());
  const auto msg3 = read<Msg3>(test, "msg3");
  if (!msg3) return rejected(played, "msg3", "end_of_stream");
  auto known = std::move(hello->next).read(*msg3);
  if (!known) return rejected(played, "msg3", name(known.error()));
  const Bytes peer = octets(known->peer().view());
  const bool admitted = std::ranges::find(test.admits, peer) != test.admits.end();
  auto accepted = std::move(*known).authorize(admitted);
  if (!accepted) return rejected(played, "msg3", name(accepted.error()));
  played.sent["msg4"] = octets(accepted->msg4.view());
  played.outcome = taken(accepted->outcome);
  return played;
}

Played play_client(const Test& test) {
  Played played;
  ClientStart start(network_key(test), identity(test.client, "A"),
                    StaticPublic::from(key(test.client, "B_p")), ephemeral(test.client, "a"));
  auto hello = std::move(start).hello();
  played.sent["msg1"] = octets(hello.msg1.view());
  const auto msg2 = read<Msg2>(test, "msg2");
  if (!msg2) return rejected(played, "msg2", "end_of_stream");
  auto auth = std::move(hello.next).read(*msg2);
  if (!auth) return rejected(played, "msg2", name(auth.error()));
  played.sent["msg3"] = octets(auth->msg3.view());
  const auto msg4 = read<Msg4>(test, "msg4");
  if (!msg4) return rejected(played, "msg4", "end_of_stream");
  auto outcome = std::move(auth->next).read(*msg4);
  if (!outcome) return rejected(played, "msg4", name(outcome.error()));
  played.outcome = taken(*outcome);
  return played;
}

void set_up(Test& t) {
  const auto finish = [](Values& keys, const std::string& identity_letter,
                         const std::string& ephemeral_letter) {
    const EphemeralSecret secret = ephemeral(keys, ephemeral_letter);
    keys[identity_letter + "_p"] = octets(identity(keys, identity_letter).public_key().view());
    keys[ephemeral_letter] = octets(secret.scalar().view());
    keys[ephemeral_letter + "_p"] = octets(secret.public_key().view());
  };
  finish(t.client, "A", "a");
  finish(t.server, "B", "b");
  t.client["B_p"] = t.server["B_p"];
  t.admits = {t.client["A_p"]};
}

// Each side plays with what the other has sent so far, until nothing new comes.
void converse(Test& t) {
  const std::vector<std::string> order = {"msg1", "msg2", "msg3", "msg4"};
  for (std::size_t i = 0; i < order.size(); ++i) {
    const Party sender = i % 2 == 0 ? Party::client : Party::server;
    const Party receiver = i % 2 == 0 ? Party::server : Party::client;
    t.transcript.push_back({order[i], std::string(name(sender)), std::string(name(receiver)),
                            play(t, sender).sent.at(order[i])});
  }
}

void list_intermediates(Test& t) {
  const NetworkKey K = network_key(t);
  const EphemeralSecret a = ephemeral(t.client, "a");
  const StaticSecret A = identity(t.client, "A");
  const auto B_p = StaticPublic::from(key(t.client, "B_p"));
  const auto b_p = EphemeralPublic::from(key(t.server, "b_p"));
  const Shared ab = *dh(a, b_p), aB = *dh(a, B_p), Ab = *dh(A, b_p);
  const HashAb hab = hash_ab(ab);
  const ClientAuth H = client_auth(K, A, B_p, hab);
  const BoxKey K2 = key_of_msg3(K, ab, aB), K3 = key_of_msg4(K, ab, aB, Ab);
  const auto sigB =
      reference::open_box<reference::Signature>(K3, zero_nonce, *read<Msg4>(t, "msg4"));
  const auto SS = reference::sha256<reference::Secret<struct SessionSecretTag, 32>>(K3);
  t.intermediates = {
      {"mac1", octets(read<Msg1>(t, "msg1")->view().first<32>())},
      {"mac2", octets(read<Msg2>(t, "msg2")->view().first<32>())},
      {"ab", octets(ab.view())},
      {"hab", octets(hab.view())},
      {"aB", octets(aB.view())},
      {"sigA", octets(H.view().first<64>())},
      {"H", octets(H.view())},
      {"K2", octets(K2.view())},
      {"Ab", octets(Ab.view())},
      {"sigB", octets(sigB->view())},
      {"K3", octets(K3.view())},
      {"SS", octets(SS.view())},
  };
}

}  // namespace

Played play(const Test& test, Party party) {
  return party == Party::server ? play_server(test) : play_client(test);
}

Test honest(Test test) {
  set_up(test);
  converse(test);
  list_intermediates(test);
  test.outcome[Party::client] = play(test, Party::client).outcome;
  test.outcome[Party::server] = play(test, Party::server).outcome;
  return test;
}

}  // namespace assay::vectors
