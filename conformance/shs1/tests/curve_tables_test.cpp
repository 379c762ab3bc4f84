// SPDX-License-Identifier: MIT
#include "conformance/shs1/curve_tables.hpp"

#include <catch2/catch.hpp>

#include "conformance/shs1/algebra.hpp"
#include "conformance/shs1/torsion.hpp"

namespace assay::mallory {
namespace {

const Bytes identity = small_order_ed25519().front().bytes;

Bytes twice(const Bytes& point) { return add_points(point, point); }

TEST_CASE("an X25519 point of small order gives zero whatever the scalar") {
  REQUIRE(small_order_u().size() == 7);
  REQUIRE(small_order_u_bit_255().size() == 7);
  Rng rng(zeros(32));
  for (const auto* table : {&small_order_u(), &small_order_u_bit_255()}) {
    for (const NamedPoint& u : *table) {
      INFO(u.slug);
      CHECK(dh(rng.bytes(32), u.bytes) == zeros(32));
    }
  }
}

TEST_CASE("the second table is the first with bit 255 set") {
  for (std::size_t i = 0; i < small_order_u().size(); ++i) {
    Bytes masked = small_order_u_bit_255()[i].bytes;
    CHECK((masked[31] & 0x80) == 0x80);
    masked[31] &= 0x7f;
    CHECK(masked == small_order_u()[i].bytes);
  }
}

TEST_CASE("the five that need an unmasked read are ordinary points for libsodium") {
  REQUIRE(small_order_u_unmasked().size() == 5);
  Rng rng(zeros(32));
  for (const NamedPoint& u : small_order_u_unmasked()) {
    INFO(u.slug);
    CHECK(dh(rng.bytes(32), u.bytes) != zeros(32));
  }
}

TEST_CASE("eight times any of the fourteen Ed25519 points is the identity") {
  REQUIRE(small_order_ed25519().size() == 14);
  for (const NamedPoint& A : small_order_ed25519()) {
    INFO(A.slug);
    CHECK(twice(twice(twice(A.bytes))) == identity);
  }
}

TEST_CASE("the torsion points have the order that they are asked for") {
  CHECK(twice(torsion_point(2)) == identity);
  CHECK(twice(torsion_point(4)) == torsion_point(2));
  CHECK(twice(twice(torsion_point(8))) == torsion_point(2));
  CHECK_THROWS_AS(torsion_point(3), std::invalid_argument);
}

TEST_CASE("an undecodable encoding cannot be added to anything") {
  for (const NamedPoint& A : undecodable_ed25519()) {
    INFO(A.slug);
    CHECK_THROWS_AS(add_points(A.bytes, identity), std::invalid_argument);
  }
}

TEST_CASE("a signature under a key moved by torsion verifies without the cofactor") {
  Rng rng(zeros(32));
  const Bytes seed = rng.bytes(32), message = rng.bytes(96);
  for (const int order : {2, 4, 8}) {
    INFO("order " << order);
    const TorsionSigned s = sign_with_torsion(seed, torsion_point(order), message, rng);
    CHECK(s.public_key != public_key(seed));
    CHECK(verify(s.public_key, s.signature, message));
  }
}

// libsodium refuses every small-order key, so the equation itself is checked: [S]B = R + [k]A, [k]A
// = 0.
TEST_CASE("a signature under a small-order key satisfies the equation without the cofactor") {
  Rng rng(zeros(32));
  const Bytes message = rng.bytes(96);
  for (const NamedPoint& A : small_order_ed25519()) {
    INFO(A.slug);
    const Bytes s = sign_with_small_order(A.bytes, message, rng);
    const Bytes R(s.begin(), s.begin() + 32), S(s.begin() + 32, s.end());
    CHECK(scalar_base(S) == R);
    CHECK(reduce(sha512(cat(R, A.bytes, message)))[0] % 8 == 0);
    CHECK_FALSE(verify(A.bytes, s, message));
  }
}

TEST_CASE("a signature that is readable 32 bytes late is good, and decodes there as well") {
  Rng rng(zeros(32));
  const Bytes seed = rng.bytes(32), message = rng.bytes(96);
  const Bytes s = sign_readable_shifted(seed, message, rng);
  const Bytes R(s.begin(), s.begin() + 32), S(s.begin() + 32, s.end());
  CHECK(verify(public_key(seed), s, message));
  CHECK(reduce(cat(R, zeros(32))) == R);
  CHECK_NOTHROW(add_points(S, identity));
}

}  // namespace
}  // namespace assay::mallory
