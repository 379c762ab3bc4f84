// SPDX-License-Identifier: MIT
#include "vectors/shs1/play.hpp"

#include <algorithm>

#include "reference/common/sha256.hpp"
#include "reference/shs1/client.hpp"
#include "reference/shs1/keys.hpp"
#include "reference/shs1/msg3_client_auth.hpp"
#include "reference/shs1/server.hpp"

namespace assay::vectors {
namespace {

using namespace assay::shs1;

Bytes bytes(View view) { return Bytes(view.begin(), view.end()); }

std::span<const std::uint8_t, 32> key(const Values& keys, std::string_view letter) {
  return std::span(keys.find(letter)->second).first<32>();
}

NetworkKey network_key(const Test& t) { return NetworkKey::from(key(t.shared, "K")); }
ClientSecret client_identity(const Values& keys) { return ClientSecret::from_seed(key(keys, "A")); }
ServerSecret server_identity(const Values& keys) { return ServerSecret::from_seed(key(keys, "B")); }

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

Values taken(const shs1::Outcome& o) {
  return {{"enc_key", bytes(o.encrypt_key.view())},
          {"enc_nonce", bytes(o.encrypt_nonce.view())},
          {"dec_key", bytes(o.decrypt_key.view())},
          {"dec_nonce", bytes(o.decrypt_nonce.view())},
          {"peer_pk", bytes(o.peer.view())}};
}

const Values& keys_of(const Test& test, std::string_view party) {
  return test.parties.find(party)->second;
}

bool admits(const Test& test, View peer) {
  const View admitted = keys_of(test, "server").at("admits");
  for (std::size_t at = 0; at < admitted.size(); at += peer.size()) {
    if (std::ranges::equal(admitted.subspan(at, peer.size()), peer)) return true;
  }
  return false;
}

Played play_server(const Test& test) {
  Played played;
  const auto msg1 = read<Msg1>(test, "msg1");
  if (!msg1) return rejected(played, "msg1", "end_of_stream");
  const Values& keys = keys_of(test, "server");
  ServerAwaitsMsg1 start(network_key(test), server_identity(keys), ephemeral(keys, "b"));
  auto hello = std::move(start).read(*msg1);
  if (!hello) return rejected(played, "msg1", name(hello.error()));
  played.sent["msg2"] = bytes(hello->msg2.view());
  const auto msg3 = read<Msg3>(test, "msg3");
  if (!msg3) return rejected(played, "msg3", "end_of_stream");
  auto known = std::move(hello->next).read(*msg3);
  if (!known) return rejected(played, "msg3", name(known.error()));
  const bool admitted = admits(test, known->peer().view());
  auto accepted = std::move(*known).authorize(admitted);
  if (!accepted) return rejected(played, "msg3", name(accepted.error()));
  played.sent["msg4"] = bytes(accepted->msg4.view());
  played.outcome = taken(accepted->outcome);
  return played;
}

Played play_client(const Test& test) {
  Played played;
  const Values& keys = keys_of(test, "client");
  ClientStart start(network_key(test), client_identity(keys), ServerPublic::from(key(keys, "B_p")),
                    ephemeral(keys, "a"));
  auto hello = std::move(start).hello();
  played.sent["msg1"] = bytes(hello.msg1.view());
  const auto msg2 = read<Msg2>(test, "msg2");
  if (!msg2) return rejected(played, "msg2", "end_of_stream");
  auto auth = std::move(hello.next).read(*msg2);
  if (!auth) return rejected(played, "msg2", name(auth.error()));
  played.sent["msg3"] = bytes(auth->msg3.view());
  const auto msg4 = read<Msg4>(test, "msg4");
  if (!msg4) return rejected(played, "msg4", "end_of_stream");
  auto outcome = std::move(auth->next).read(*msg4);
  if (!outcome) return rejected(played, "msg4", name(outcome.error()));
  played.outcome = taken(*outcome);
  return played;
}

// What follows from an end's identity and its ephemeral.
template <class Identity>
void complete(Values& keys, const Identity& identity, const std::string& identity_letter,
              const std::string& ephemeral_letter) {
  const EphemeralSecret secret = ephemeral(keys, ephemeral_letter);
  keys[identity_letter + "_p"] = bytes(identity.public_key().view());
  keys[ephemeral_letter] = bytes(secret.scalar().view());
  keys[ephemeral_letter + "_p"] = bytes(secret.public_key().view());
}

}  // namespace

void set_up_shs1(Test& test) {
  Values &client = test.parties["client"], &server = test.parties["server"];
  complete(client, client_identity(client), "A", "a");
  complete(server, server_identity(server), "B", "b");
  client["B_p"] = server["B_p"];
  server["admits"] = client["A_p"];
}

Played play_shs1(const Test& test, std::string_view party) {
  return party == "server" ? play_server(test) : play_client(test);
}

Values intermediates_of_shs1(const Test& t) {
  const Values &client = keys_of(t, "client"), &server = keys_of(t, "server");
  const NetworkKey K = network_key(t);
  const EphemeralSecret a = ephemeral(client, "a");
  const ClientSecret A = client_identity(client);
  const auto B_p = ServerPublic::from(key(client, "B_p"));
  const auto b_p = EphemeralPublic::from(key(server, "b_p"));
  const SharedEphemeral ab = *shared_ab(a, b_p);
  const SharedServer aB = *shared_aB(a, B_p);
  const SharedClient Ab = *shared_Ab(A, b_p);
  const HashAb hab = hash_ab(ab);
  const ClientAuth H = client_auth(K, A, B_p, hab);
  const Msg3Key K2 = key_of_msg3(K, ab, aB);
  const Msg4Key K3 = key_of_msg4(K, ab, aB, Ab);
  const auto sigB =
      reference::open_box<reference::Signature>(K3, zero_nonce, *read<Msg4>(t, "msg4"));
  const auto SS = reference::sha256<reference::Secret<struct SessionSecretTag, 32>>(K3);
  return {
      {"mac1", bytes(read<Msg1>(t, "msg1")->view().first<32>())},
      {"mac2", bytes(read<Msg2>(t, "msg2")->view().first<32>())},
      {"ab", bytes(ab.view())},
      {"hab", bytes(hab.view())},
      {"aB", bytes(aB.view())},
      {"sigA", bytes(H.view().first<64>())},
      {"H", bytes(H.view())},
      {"K2", bytes(K2.view())},
      {"Ab", bytes(Ab.view())},
      {"sigB", bytes(sigB->view())},
      {"K3", bytes(K3.view())},
      {"SS", bytes(SS.view())},
  };
}

}  // namespace assay::vectors
