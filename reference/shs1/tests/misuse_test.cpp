// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "reference/shs1/keys.hpp"
#include "reference/shs1/msg1_client_hello.hpp"
#include "reference/shs1/msg3_client_auth.hpp"
#include "reference/shs1/msg4_server_accept.hpp"
#include "reference/shs1/tests/support.hpp"

// What must not compile: each operand in another's place, a key that nobody gave, and a claim in
// the place of what was verified. Beside each stands the right use, so that no refusal is for
// another reason.
namespace assay::shs1::tests {
namespace {

template <class... Keys>
concept MakesK2 = requires(const Keys&... keys) { key_of_msg3(keys...); };
static_assert(MakesK2<NetworkKey, SharedEphemeral, SharedServer>);
static_assert(!MakesK2<NetworkKey, SharedServer, SharedEphemeral>);
static_assert(!MakesK2<NetworkKey, SharedEphemeral, SharedEphemeral>);
static_assert(!MakesK2<NetworkKey, SharedEphemeral, SharedClient>);
static_assert(!MakesK2<SharedEphemeral, NetworkKey, SharedServer>);

template <class... Keys>
concept MakesK3 = requires(const Keys&... keys) { key_of_msg4(keys...); };
static_assert(MakesK3<NetworkKey, SharedEphemeral, SharedServer, SharedClient>);
static_assert(!MakesK3<NetworkKey, SharedEphemeral, SharedClient, SharedServer>);
static_assert(!MakesK3<NetworkKey, SharedServer, SharedEphemeral, SharedClient>);
static_assert(!MakesK3<NetworkKey, SharedClient, SharedServer, SharedEphemeral>);

template <class Shared>
concept Hashes = requires(const Shared& shared) { hash_ab(shared); };
static_assert(Hashes<SharedEphemeral> && !Hashes<SharedServer> && !Hashes<SharedClient>);

template <class X, class Y>
concept MakesSharedServer = requires(const X& x, const Y& y) { shared_aB(x, y); };
static_assert(MakesSharedServer<EphemeralSecret, ServerPublic>);
static_assert(MakesSharedServer<ServerSecret, EphemeralPublic>);
static_assert(!MakesSharedServer<EphemeralSecret, ClientPublic>);
static_assert(!MakesSharedServer<ClientSecret, EphemeralPublic>);
static_assert(!MakesSharedServer<EphemeralSecret, EphemeralPublic>);

template <class X, class Y>
concept MakesSharedClient = requires(const X& x, const Y& y) { shared_Ab(x, y); };
static_assert(MakesSharedClient<ClientSecret, EphemeralPublic>);
static_assert(MakesSharedClient<EphemeralSecret, ClientPublic>);
static_assert(!MakesSharedClient<ServerSecret, EphemeralPublic>);
static_assert(!MakesSharedClient<EphemeralSecret, ServerPublic>);

template <class Key>
concept BoxesMsg3 = requires(const Key& key, const ClientAuth& H) { box_client_auth(key, H); };
static_assert(BoxesMsg3<Msg3Key> && !BoxesMsg3<Msg4Key> && !BoxesMsg3<StreamKey>);

template <class Key>
concept BoxesMsg4 =
    requires(const Key& key, const Signature& sigB) { box_server_accept(key, sigB); };
static_assert(BoxesMsg4<Msg4Key> && !BoxesMsg4<Msg3Key> && !BoxesMsg4<StreamKey>);

template <class Secret, class Peer>
concept SignsAsClient = requires(const NetworkKey& K, const Secret& A, const Peer& B_p,
                                 const HashAb& hab) { client_auth(K, A, B_p, hab); };
static_assert(SignsAsClient<ClientSecret, ServerPublic>);
static_assert(!SignsAsClient<ServerSecret, ServerPublic>);
static_assert(!SignsAsClient<ClientSecret, ClientPublic>);

template <class A, class B>
concept MakesOutcome =
    requires(const Msg4Key& K3, const Msg1& msg1, const Msg2& msg2, const A& A_p, const B& B_p) {
      client_outcome(K3, msg1, msg2, A_p, B_p);
      server_outcome(K3, msg1, msg2, A_p, B_p);
    };
static_assert(MakesOutcome<ClientPublic, ServerPublic>);
static_assert(!MakesOutcome<ServerPublic, ClientPublic>);

template <class Peer>
concept Dials = requires(NetworkKey K, ClientSecret A, Peer peer, EphemeralSecret a) {
  ClientStart(std::move(K), std::move(A), peer, std::move(a));
};
static_assert(Dials<ServerPublic> && !Dials<ClientPublic> && !Dials<EphemeralPublic>);

// No key is had by default, and the text in a box is nobody's until its signature verified.
template <class... Keys>
constexpr bool must_be_given = (!std::is_default_constructible_v<Keys> && ...);
static_assert(must_be_given<NetworkKey, ClientSecret, ServerSecret, EphemeralSecret>);
static_assert(must_be_given<ClientPublic, ServerPublic, EphemeralPublic, HashAb>);
static_assert(must_be_given<SharedEphemeral, SharedServer, SharedClient>);
static_assert(must_be_given<Msg3Key, Msg4Key, StreamKey, reference::SigningKey>);

template <class H>
concept NamesClient = requires(const H& h) { client_of(h); };
static_assert(NamesClient<ClientAuth> && !NamesClient<ClaimedAuth>);
static_assert(!std::is_constructible_v<ClientAuth, ClaimedAuth>);
static_assert(!std::is_convertible_v<ClaimedAuth, ClientAuth>);
static_assert(!std::is_default_constructible_v<ClientAuth>);

TEST_CASE("A claim becomes what the server signs only by verification") {
  const Keys keys;
  const auto verified = verify_client_auth(keys.network_key(), keys.server().public_key(),
                                           keys.hab(), keys.K2(), keys.msg3());
  REQUIRE(verified);
  CHECK(client_of(*verified) == keys.client().public_key());
}

}  // namespace
}  // namespace assay::shs1::tests
