// SPDX-License-Identifier: MIT
#include <rapidcheck.h>

#include <catch2/catch.hpp>

#include "reference/shs1/tests/support.hpp"

namespace assay::shs1::tests {
namespace {

struct Finished {
  Outcome client, server;
};

Finished run(ClientStart client, ServerAwaitsMsg1 server) {
  auto hello = std::move(client).hello();
  auto challenged = std::move(server).read(hello.msg1);
  auto authenticated = std::move(hello.next).read(challenged->msg2);
  auto asked = std::move(challenged->next).read(authenticated->msg3);
  auto accepted = std::move(*asked).authorize(true);
  auto done = std::move(authenticated->next).read(accepted->msg4);
  return {std::move(*done), std::move(accepted->outcome)};
}

template <class Key>
bool same(const reference::VerifyKey& peer, const Key& key) {
  return hex(peer.view()) == hex(key.view());
}

bool agree(const Finished& f, const ClientPublic& A_p, const ServerPublic& B_p) {
  return hex(f.client.encrypt_key.view()) == hex(f.server.decrypt_key.view()) &&
         hex(f.client.decrypt_key.view()) == hex(f.server.encrypt_key.view()) &&
         hex(f.client.encrypt_key.view()) != hex(f.client.decrypt_key.view()) &&
         f.client.encrypt_nonce == f.server.decrypt_nonce &&
         f.client.decrypt_nonce == f.server.encrypt_nonce &&
         f.client.encrypt_nonce != f.client.decrypt_nonce && same(f.client.peer, B_p) &&
         same(f.server.peer, A_p);
}

Keys any_keys() {
  const auto any = rc::gen::container<Bytes32>(rc::gen::arbitrary<std::uint8_t>());
  return {.K = *any, .A = *any, .B = *any, .a = *any, .b = *any};
}

TEST_CASE("Both ends agree on keys, nonces and each other for any keys") {
  CHECK(rc::check([] {
    const Keys keys = any_keys();
    RC_PRE(keys.a != keys.b && keys.A != keys.B);
    RC_ASSERT(agree(run(keys.client_start(), keys.server_start()), keys.client().public_key(),
                    keys.server().public_key()));
  }));
}

TEST_CASE("An ephemeral may be any X25519 scalar as well as a converted seed") {
  CHECK(rc::check([] {
    const Keys keys = any_keys();
    RC_PRE(keys.a != keys.b && keys.A != keys.B);
    const auto finished =
        run({keys.network_key(), keys.client(), keys.server().public_key(),
             EphemeralSecret::from_x25519_secret(keys.a)},
            {keys.network_key(), keys.server(), EphemeralSecret::from_x25519_secret(keys.b)});
    RC_ASSERT(agree(finished, keys.client().public_key(), keys.server().public_key()));
  }));
}

TEST_CASE("X25519 scalars give the public keys and the secret of RFC 7748 6.1") {
  const auto alice = EphemeralSecret::from_x25519_secret(
      unhex("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a"));
  const auto bob = EphemeralSecret::from_x25519_secret(
      unhex("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb"));
  CHECK(hex(alice.public_key().view()) ==
        "8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a");
  CHECK(hex(bob.public_key().view()) ==
        "de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f");
  CHECK(hex(shared_ab(alice, bob.public_key())->view()) ==
        "4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742");
}

TEST_CASE("Other ephemerals give other keys to the same pair") {
  Keys first, second;
  second.b = filled(5);
  const auto one = run(first.client_start(), first.server_start());
  const auto two = run(second.client_start(), second.server_start());
  CHECK(hex(one.client.encrypt_key.view()) != hex(two.client.encrypt_key.view()));
  CHECK(hex(one.client.decrypt_key.view()) != hex(two.client.decrypt_key.view()));
}

// Every bit of every message, so a comparison of a part only would be noticed.
TEST_CASE("Any flipped bit of any message is rejected by its reader") {
  const Keys keys;
  const Msg1 msg1 = keys.msg1();
  for (std::size_t bit = 0; bit < 8 * Msg1::size; ++bit)
    CHECK(rejection(keys.server_start().read(flip(msg1, bit))) == Reject::bad_mac);
  const Msg2 msg2 = keys.msg2();
  for (std::size_t bit = 0; bit < 8 * Msg2::size; ++bit)
    CHECK(rejection(keys.awaits_msg2().read(flip(msg2, bit))) == Reject::bad_mac);
  const Msg3 msg3 = keys.msg3();
  for (std::size_t bit = 0; bit < 8 * Msg3::size; ++bit)
    CHECK(rejection(keys.awaits_msg3().read(flip(msg3, bit))) == Reject::bad_box);
  const Msg4 msg4 = keys.msg4();
  for (std::size_t bit = 0; bit < 8 * Msg4::size; ++bit)
    CHECK(rejection(keys.awaits_msg4().read(flip(msg4, bit))) == Reject::bad_box);
}

TEST_CASE("A peer of another network is rejected at its first message") {
  Keys ours, theirs;
  theirs.K = filled(8);
  CHECK(rejection(ours.server_start().read(theirs.msg1())) == Reject::bad_mac);
  CHECK(rejection(ours.awaits_msg2().read(theirs.msg2())) == Reject::bad_mac);
}

TEST_CASE("A client that dials another server is rejected by this one") {
  Keys ours, theirs;
  theirs.B = filled(9);
  auto dialling = ours.client_of(theirs.server().public_key()).hello();
  const auto wrong_number = std::move(dialling.next).read(ours.msg2());
  CHECK(rejection(ours.awaits_msg3().read(wrong_number->msg3)) == Reject::bad_box);
}

TEST_CASE("Messages of another session are rejected") {
  Keys now, before;
  before.b = filled(5);
  CHECK(rejection(now.awaits_msg3().read(before.msg3())) == Reject::bad_box);
  CHECK(rejection(now.awaits_msg4().read(before.msg4())) == Reject::bad_box);
}

TEST_CASE("A client that is not admitted is not authorized, and gets no msg4") {
  CHECK(rejection(Keys{}.awaits_decision().authorize(false)) == Reject::not_authorized);
}

TEST_CASE("Every reason has its own name") {
  CHECK(name(Reject::bad_mac) == "bad_mac");
  CHECK(name(Reject::low_order_point) == "low_order_point");
  CHECK(name(Reject::bad_box) == "bad_box");
  CHECK(name(Reject::bad_peer_key) == "bad_peer_key");
  CHECK(name(Reject::bad_signature) == "bad_signature");
  CHECK(name(Reject::not_authorized) == "not_authorized");
}

}  // namespace
}  // namespace assay::shs1::tests
