// SPDX-License-Identifier: MIT
#include <sodium.h>

#include <catch2/catch.hpp>

#include "reference/common/concat.hpp"
#include "reference/shs1/msg1_client_hello.hpp"
#include "reference/shs1/msg2_server_hello.hpp"
#include "reference/shs1/tests/support.hpp"

// spec/shs1.md §5.
namespace assay::shs1::tests {
namespace {

using Points = std::vector<Bytes32>;

// The seven u-coordinates of small order, and the same with bit 255, which X25519 masks.
Points small_order_u() {
  Points points = {unhex("0000000000000000000000000000000000000000000000000000000000000000"),
                   unhex("0100000000000000000000000000000000000000000000000000000000000000"),
                   unhex("e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800"),
                   unhex("5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157"),
                   unhex("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
                   unhex("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
                   unhex("eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")};
  for (std::size_t i = 0; i < 7; ++i) {
    Bytes32 masked = points.at(i);
    masked[31] |= 0x80;
    points.push_back(masked);
  }
  return points;
}

const Points small_order_A = {
    unhex("0100000000000000000000000000000000000000000000000000000000000000"),
    unhex("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
    unhex("0000000000000000000000000000000000000000000000000000000000000000"),
    unhex("0000000000000000000000000000000000000000000000000000000000000080"),
    unhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"),
    unhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85"),
    unhex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"),
    unhex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa"),
    unhex("0100000000000000000000000000000000000000000000000000000000000080"),
    unhex("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"),
    unhex("eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
    unhex("eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"),
    unhex("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
    unhex("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")};

// Points of order 8, 4 and 2.
const Points torsion = {small_order_A.at(4), small_order_A.at(2), small_order_A.at(1)};

const Keys keys;

TEST_CASE("The server refuses an ephemeral of small order before it sends msg2") {
  for (const Bytes32& u : small_order_u()) {
    CAPTURE(hex(u));
    const Msg1 msg1 = client_hello(keys.network_key(), EphemeralPublic::from(u));
    CHECK(rejection(keys.server_start().read(msg1)) == Reject::low_order_point);
  }
}

TEST_CASE("The client refuses an ephemeral of small order before it sends msg3") {
  for (const Bytes32& u : small_order_u()) {
    CAPTURE(hex(u));
    const Msg2 msg2 = server_hello(keys.network_key(), EphemeralPublic::from(u));
    CHECK(rejection(keys.awaits_msg2().read(msg2)) == Reject::low_order_point);
  }
}

// Both are wrong; the reason says which was looked at first.
TEST_CASE("The client looks at the ephemeral before it looks at the key that it dials") {
  const auto low_order = EphemeralPublic::from(small_order_u().front());
  auto dialling = keys.client_of(ServerPublic::from(small_order_A.front())).hello();
  CHECK(rejection(std::move(dialling.next).read(server_hello(keys.network_key(), low_order))) ==
        Reject::low_order_point);
}

TEST_CASE("Points that have small order only without RFC 7748's mask are ordinary ones") {
  for (const char* u : {"cdeb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b880",
                        "4c9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f11d7",
                        "d9ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
                        "daffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
                        "dbffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"}) {
    CAPTURE(u);
    const Msg1 msg1 = client_hello(keys.network_key(), EphemeralPublic::from(unhex(u)));
    CHECK(keys.server_start().read(msg1));
  }
}

TEST_CASE("Every product of an ephemeral of small order is refused, static keys' too") {
  for (const Bytes32& u : small_order_u()) {
    const auto point = EphemeralPublic::from(u);
    CHECK(rejection(shared_ab(keys.server_ephemeral(), point)) == Reject::low_order_point);
    CHECK(rejection(shared_aB(keys.server(), point)) == Reject::low_order_point);
    CHECK(rejection(shared_Ab(keys.client(), point)) == Reject::low_order_point);
  }
}

Msg3 msg3_of(const Signature& sigA, const ClientPublic& A_p) {
  const auto H = ClaimedAuth::from(concat(sigA, A_p).view());
  return reference::box<Msg3>(keys.K2(), zero_nonce, H);
}

// [S]B = R + [k]A holds for every message when R = A = the identity and S = 0 (Cremers and Jackson
// 2019); and when R = [s]B and S = s, which a check of R alone does not stop.
TEST_CASE("The server refuses a client key of small order with the signature that fits it") {
  Bytes32 s{};
  s[0] = 5;
  Bytes32 R;
  REQUIRE(crypto_scalarmult_ed25519_base_noclamp(R.data(), s.data()) == 0);
  const auto ground =
      Signature::from(concat(reference::VerifyKey::from(R), reference::VerifyKey::from(s)).view());
  for (const Bytes32& A : small_order_A) {
    CAPTURE(hex(A));
    const auto A_p = ClientPublic::from(A);
    const auto identity = Signature::from(concat(A_p, ClientPublic::zeros()).view());
    CHECK(rejection(keys.awaits_msg3().read(msg3_of(identity, A_p))) == Reject::bad_signature);
    CHECK(rejection(keys.awaits_msg3().read(msg3_of(ground, A_p))) == Reject::bad_signature);
  }
}

TEST_CASE("The server refuses a client key that is no point") {
  const auto no_point =
      ClientPublic::from(unhex("0200000000000000000000000000000000000000000000000000000000000000"));
  REQUIRE_FALSE(reference::to_curve(reference::VerifyKey::from(no_point.view())));
  CHECK(rejection(keys.awaits_msg3().read(msg3_of(Signature::zeros(), no_point))) ==
        Reject::bad_signature);
}

// x·B + T, and a signature by it. k mod 8 must be 0 for libsodium's check without cofactor, which
// one try in eight is.
struct MixedOrder {
  ClientPublic A_p;
  Signature sigA;
};

MixedOrder mixed_order(const Bytes32& T) {
  Bytes32 x{}, r{}, xB, A, R;
  x[0] = 9;
  REQUIRE(crypto_scalarmult_ed25519_base_noclamp(xB.data(), x.data()) == 0);
  REQUIRE(crypto_core_ed25519_add(A.data(), xB.data(), T.data()) == 0);
  const auto A_p = ClientPublic::from(A);
  for (std::uint8_t tries = 1; tries != 0; ++tries) {
    r[0] = tries;
    REQUIRE(crypto_scalarmult_ed25519_base_noclamp(R.data(), r.data()) == 0);
    const auto signed_bytes = concat(reference::VerifyKey::from(R), A_p, keys.network_key(),
                                     keys.server().public_key(), keys.hab());
    std::array<std::uint8_t, 64> digest;
    crypto_hash_sha512(digest.data(), signed_bytes.view().data(), signed_bytes.view().size());
    Bytes32 k, S;
    crypto_core_ed25519_scalar_reduce(k.data(), digest.data());
    if (k[0] % 8 != 0) continue;
    crypto_core_ed25519_scalar_mul(S.data(), k.data(), x.data());
    crypto_core_ed25519_scalar_add(S.data(), S.data(), r.data());
    return {A_p, Signature::from(
                     concat(reference::VerifyKey::from(R), reference::VerifyKey::from(S)).view())};
  }
  FAIL("no k that is a multiple of 8 in 255 tries");
  return {A_p, Signature::zeros()};
}

TEST_CASE("The server refuses a client key of mixed order although its signature verifies") {
  for (const Bytes32& T : torsion) {
    CAPTURE(hex(T));
    const auto [A_p, sigA] = mixed_order(T);
    const auto message = concat(keys.network_key(), keys.server().public_key(), keys.hab());
    REQUIRE(reference::verify(sigA, reference::VerifyKey::from(A_p.view()), message.view()));
    CHECK(rejection(keys.awaits_msg3().read(msg3_of(sigA, A_p))) == Reject::bad_peer_key);
  }
}

TEST_CASE("The client refuses to dial a key of small or mixed order, or no point, before msg3") {
  Points bad = small_order_A;
  for (const Bytes32& T : torsion) {
    Bytes32 mixed;
    const auto B_p = keys.server().public_key();
    REQUIRE(crypto_core_ed25519_add(mixed.data(), B_p.view().data(), T.data()) == 0);
    bad.push_back(mixed);
  }
  bad.push_back(unhex("0200000000000000000000000000000000000000000000000000000000000000"));
  for (const Bytes32& B : bad) {
    CAPTURE(hex(B));
    auto dialling = keys.client_of(ServerPublic::from(B)).hello();
    CHECK(dialling.msg1 == keys.msg1());
    CHECK(rejection(std::move(dialling.next).read(keys.msg2())) == Reject::bad_peer_key);
  }
}

}  // namespace
}  // namespace assay::shs1::tests
