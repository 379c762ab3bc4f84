// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "reference/common/concat.hpp"
#include "reference/common/sha256.hpp"
#include "reference/shs1/tests/support.hpp"

// Messages with one field wrong and every layer around it right, made by hand: the verifier is
// tested, not the box around it. Each test has a control, the same construction with the right
// field, that is accepted.
namespace assay::shs1::tests {
namespace {

const Keys keys;
const ClientPublic A_p = keys.client().public_key();
const ServerPublic B_p = keys.server().public_key();

template <class Secret>
Secret stranger() {
  return Secret::from_seed(filled(77));
}
NetworkKey other_K() { return NetworkKey::from(filled(78)); }
HashAb other_hab() { return HashAb::from(filled(79)); }

// Without a value: accepted.
std::optional<Reject> server_on(const auto& K2, const Signature& sigA, const ClientPublic& A) {
  const auto H = ClaimedAuth::from(concat(sigA, A).view());
  const auto read = keys.awaits_msg3().read(reference::box<Msg3>(K2, zero_nonce, H));
  return rejection(read);
}

template <class... Parts>
std::optional<Reject> server_on_signed(const ClientSecret& signer, const Parts&... parts) {
  return server_on(keys.K2(), reference::sign(signer.key(), concat(parts...).view()), A_p);
}

std::optional<Reject> client_on(const auto& K3, const Signature& sigB) {
  const auto read = keys.awaits_msg4().read(reference::box<Msg4>(K3, zero_nonce, sigB));
  return rejection(read);
}

template <class... Parts>
std::optional<Reject> client_on_signed(const ServerSecret& signer, const Parts&... parts) {
  return client_on(keys.K3(), reference::sign(signer.key(), concat(parts...).view()));
}

Signature honest_sigA() {
  return reference::sign(keys.client().key(), concat(keys.network_key(), B_p, keys.hab()).view());
}
ClaimedAuth honest_H() { return ClaimedAuth::from(concat(honest_sigA(), A_p).view()); }
Signature honest_sigB() {
  return reference::sign(keys.server().key(),
                         concat(keys.network_key(), honest_H(), keys.hab()).view());
}

TEST_CASE("The server accepts a signature over K | B_p | hab by A and no other") {
  const auto K = keys.network_key();
  const auto hab = keys.hab();
  const auto A = keys.client();
  CHECK(server_on_signed(A, K, B_p, hab) == std::nullopt);
  CHECK(server_on_signed(A, B_p, hab) == Reject::bad_signature);
  CHECK(server_on_signed(A, K, hab) == Reject::bad_signature);
  CHECK(server_on_signed(A, K, B_p) == Reject::bad_signature);
  CHECK(server_on_signed(A, other_K(), B_p, hab) == Reject::bad_signature);
  CHECK(server_on_signed(A, K, stranger<ServerSecret>().public_key(), hab) ==
        Reject::bad_signature);
  CHECK(server_on_signed(A, K, B_p, other_hab()) == Reject::bad_signature);
  CHECK(server_on_signed(A, K, B_p, keys.ab()) == Reject::bad_signature);
  CHECK(server_on_signed(A, B_p, K, hab) == Reject::bad_signature);
  CHECK(server_on_signed(stranger<ClientSecret>(), K, B_p, hab) == Reject::bad_signature);
}

TEST_CASE("The server refuses an A_p that did not sign, and any flipped bit of the signature") {
  const Signature sigA = honest_sigA();
  CHECK(server_on(keys.K2(), sigA, A_p) == std::nullopt);
  CHECK(server_on(keys.K2(), sigA, stranger<ClientSecret>().public_key()) == Reject::bad_signature);
  CHECK(server_on(keys.K2(), Signature::zeros(), A_p) == Reject::bad_signature);
  for (std::size_t bit = 0; bit < 8 * Signature::size; ++bit)
    CHECK(server_on(keys.K2(), flip(sigA, bit), A_p) == Reject::bad_signature);
  for (std::size_t bit = 0; bit < 8 * ClientPublic::size; ++bit)
    CHECK(server_on(keys.K2(), sigA, flip(A_p, bit)) == Reject::bad_signature);
}

TEST_CASE("The server refuses H with A_p first") {
  const auto H = ClaimedAuth::from(concat(A_p, honest_sigA()).view());
  const auto msg3 = reference::box<Msg3>(keys.K2(), zero_nonce, H);
  CHECK(rejection(keys.awaits_msg3().read(msg3)) == Reject::bad_signature);
}

TEST_CASE("The server opens msg3 with sha256(K | ab | aB) and a zero nonce, and nothing else") {
  const auto K = keys.network_key();
  const auto ab = keys.ab();
  const auto aB = keys.aB();
  const auto zero = SharedServer::from(Bytes32{});
  const auto with = [](const auto& key) { return server_on(key, honest_sigA(), A_p); };
  using reference::sha256;
  CHECK(with(sha256<Msg3Key>(K, ab, aB)) == std::nullopt);
  CHECK(with(sha256<Msg3Key>(ab, aB)) == Reject::bad_box);
  CHECK(with(sha256<Msg3Key>(K, aB)) == Reject::bad_box);
  CHECK(with(sha256<Msg3Key>(K, ab)) == Reject::bad_box);
  CHECK(with(sha256<Msg3Key>(K, zero, aB)) == Reject::bad_box);
  CHECK(with(sha256<Msg3Key>(K, ab, zero)) == Reject::bad_box);
  CHECK(with(sha256<Msg3Key>(K, aB, ab)) == Reject::bad_box);
  CHECK(with(keys.K3()) == Reject::bad_box);
  BoxNonce one = BoxNonce::zeros();
  one.fill()[0] = 1;
  const auto msg3 = reference::box<Msg3>(keys.K2(), one, honest_H());
  CHECK(rejection(keys.awaits_msg3().read(msg3)) == Reject::bad_box);
}

TEST_CASE("The client accepts a signature over K | H | hab by B and no other") {
  const auto K = keys.network_key();
  const auto hab = keys.hab();
  const auto B = keys.server();
  const auto H = honest_H(), H_reversed = ClaimedAuth::from(concat(A_p, honest_sigA()).view());
  CHECK(client_on_signed(B, K, H, hab) == std::nullopt);
  CHECK(client_on_signed(B, H, hab) == Reject::bad_signature);
  CHECK(client_on_signed(B, K, hab) == Reject::bad_signature);
  CHECK(client_on_signed(B, K, H) == Reject::bad_signature);
  CHECK(client_on_signed(B, other_K(), H, hab) == Reject::bad_signature);
  CHECK(client_on_signed(B, K, H, other_hab()) == Reject::bad_signature);
  CHECK(client_on_signed(B, K, H_reversed, hab) == Reject::bad_signature);
  CHECK(client_on_signed(B, H, K, hab) == Reject::bad_signature);
  CHECK(client_on_signed(stranger<ServerSecret>(), K, H, hab) == Reject::bad_signature);
  for (std::size_t bit = 0; bit < 8 * ClaimedAuth::size; ++bit)
    CHECK(client_on_signed(B, K, flip(H, bit), hab) == Reject::bad_signature);
}

TEST_CASE("The client refuses any flipped bit of the signature") {
  const Signature sigB = honest_sigB();
  CHECK(client_on(keys.K3(), sigB) == std::nullopt);
  CHECK(client_on(keys.K3(), Signature::zeros()) == Reject::bad_signature);
  for (std::size_t bit = 0; bit < 8 * Signature::size; ++bit)
    CHECK(client_on(keys.K3(), flip(sigB, bit)) == Reject::bad_signature);
}

TEST_CASE(
    "The client opens msg4 with sha256(K | ab | aB | Ab) and a zero nonce, and nothing else") {
  const auto K = keys.network_key();
  const auto ab = keys.ab();
  const auto aB = keys.aB();
  const auto Ab = keys.Ab();
  const auto with = [](const auto& key) { return client_on(key, honest_sigB()); };
  using reference::sha256;
  CHECK(with(sha256<Msg4Key>(K, ab, aB, Ab)) == std::nullopt);
  CHECK(with(sha256<Msg3Key>(ab, aB, Ab)) == Reject::bad_box);
  CHECK(with(sha256<Msg3Key>(K, aB, Ab)) == Reject::bad_box);
  CHECK(with(sha256<Msg3Key>(K, ab, Ab)) == Reject::bad_box);
  CHECK(with(sha256<Msg3Key>(K, ab, aB)) == Reject::bad_box);
  CHECK(with(sha256<Msg3Key>(K, ab, Ab, aB)) == Reject::bad_box);
  BoxNonce one = BoxNonce::zeros();
  one.fill()[0] = 1;
  const auto msg4 = reference::box<Msg4>(keys.K3(), one, honest_sigB());
  CHECK(rejection(keys.awaits_msg4().read(msg4)) == Reject::bad_box);
}

}  // namespace
}  // namespace assay::shs1::tests
