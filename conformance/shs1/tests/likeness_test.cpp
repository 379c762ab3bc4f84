// SPDX-License-Identifier: MIT
#include "conformance/shs1/likeness.hpp"

#include <catch2/catch.hpp>

#include "conformance/shs1/lookalikes.hpp"

// Messages made with one mistake each, by the algebra alone.
namespace assay::mallory {
namespace {

struct Session {
  Keys keys = Keys::draw(KeySource(Rng(Bytes(32, 5))));
  Bytes a = Bytes(32, 0x41), b = Bytes(32, 0x42);
  Terms client = Terms::of_client(keys, a, base(b));
  Terms server = Terms::of_server(keys, b, base(a));
  std::string of_server(const std::string& message, View written) const {
    return likeness(keys, client, Role::client, message, written);
  }
  std::string of_client(const std::string& message, View written) const {
    return likeness(keys, server, Role::server, message, written);
  }
};

Bytes H(const Terms& t) { return cat(t.sigA, t.A_p); }

TEST_CASE("a message that is right, or wrong in no known way, is like nothing") {
  const Session s;
  CHECK(s.of_client("msg3", Bytes(112, 9)).empty());
  CHECK(s.of_server("msg2", Bytes(64, 9)).empty());
}

TEST_CASE("the mac that a hello was made with is named") {
  const Session s;
  const Bytes& b_p = s.client.b_p;
  CHECK(s.of_server("msg2", cat(hmac_sha512_256(s.keys.K, b_p), b_p)) ==
        "mac2 = hmac-sha-512-256[K](b_p)");
  CHECK(s.of_server("msg2", cat(b_p, mac(s.keys.K, b_p))) == "msg2 over b_p | mac2");
  CHECK(s.of_client("msg1", cat(hmac_sha256(s.keys.K, s.server.a_p), s.server.a_p)) ==
        "mac1 = hmac-sha-256[K](a_p)");
}

TEST_CASE("what a DH result was hashed with is named") {
  const Session s;
  const Terms& t = s.client;
  const Bytes two = cat(s.keys.K, h(t.ab), h(t.aB));
  CHECK(s.of_client("msg3", box(h(two), H(t))) == "K2 over SHA-256 of each DH result");
  const Bytes other = cat(s.keys.K, hsalsa20(t.ab), hsalsa20(t.aB));
  CHECK(s.of_client("msg3", box(h(other), H(t))) == "K2 over HSalsa20 of each DH result");
}

TEST_CASE(
    "DH results that were hashed wherever they stand are named, and so is the paper's order") {
  const Session s;
  Terms t = s.client;
  t.sigA = sign(s.keys.A, cat(t.K, t.B_p, h(hsalsa20(t.ab))));
  const Bytes K2 = h(cat(t.K, hsalsa20(t.ab), hsalsa20(t.aB)));
  CHECK(s.of_client("msg3", box(K2, H(t))) == "HSalsa20 of each DH result throughout");
  const Bytes reversed = cat(s.client.A_p, s.client.sigA);
  CHECK(s.of_client("msg3", box(s.client.K2, reversed)) == "H = A_p | sigA, the paper's order");
}

TEST_CASE("a text that was signed without an operand, or in the paper's order, is named") {
  const Session s;
  Terms t = s.client;
  t.sigA = sign(s.keys.A, cat(t.B_p, t.hab));
  CHECK(s.of_client("msg3", t.msg3()) == "sigA without K");
  Terms u = s.server;
  REQUIRE(u.read_msg3(s.keys, s.client.msg3()));
  const Bytes text = cat(u.K, cat(u.A_p, u.sigA), u.hab);
  CHECK(s.of_server("msg4", box(u.K3, sign(s.keys.B, text))) == "sigB over A_p | sigA for H");
}

TEST_CASE("a seed that was taken for a scalar is named") {
  const Session s;
  Terms u = s.server;
  REQUIRE(u.read_msg3(s.keys, s.client.msg3()));
  u.K3 = h(cat(u.K, u.ab, dh(s.keys.B, u.a_p), u.Ab));
  CHECK(s.of_server("msg4", u.msg4()) == "B's seed for its scalar in aB");
}

}  // namespace
}  // namespace assay::mallory
