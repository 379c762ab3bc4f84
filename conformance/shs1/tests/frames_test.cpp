// SPDX-License-Identifier: MIT
#include "conformance/shs1/frames.hpp"

#include <catch2/catch.hpp>

#include "conformance/shs1/algebra.hpp"
#include "conformance/shs1/lookalikes.hpp"

namespace assay::mallory {
namespace {

// spec/shs1.md §10: client to server.
const Bytes k = unhex("d6ea89d49aa62495e9b7b8766c0b4964624fa341ebb0d6d2505f786348836b04");
const Bytes N = unhex("b0e4593ed0bcaba26c962bd27c219931b83cc9ee355e24e1");
constexpr std::string_view hello_on_the_wire =
    "f990371bf8c14c413ee1b7ffa7c87747fb13b73af78f146c5e94de96261d3ed8c1c0daf8df2b17";
constexpr std::string_view goodbye_after_hello =
    "50c234e916318d5146a1e2ade8dd296867a182be506894ad70f0faba6ac12b9ccc80";

const Bytes hello = {'h', 'e', 'l', 'l', 'o'};

View text(std::string_view s) {
  return {reinterpret_cast<const std::uint8_t*>(s.data()), s.size()};
}

TEST_CASE("the writer makes the known packet and the known goodbye") {
  FrameWriter out{k, N};
  CHECK(hex(out.packet(hello).wire()) == hello_on_the_wire);
  CHECK(hex(out.goodbye()) == goodbye_after_hello);
  CHECK(out.goodbye() == out.goodbye());
}

TEST_CASE(
    "the reader takes the known packet and the known goodbye, and nothing before it is whole") {
  FrameReader in(k, N);
  Bytes wire = unhex(hello_on_the_wire);
  const std::uint8_t last = wire.back();
  wire.pop_back();
  CHECK_FALSE(in.next(wire));
  wire.push_back(last);
  const Bytes goodbye = unhex(goodbye_after_hello);
  wire.insert(wire.end(), goodbye.begin(), goodbye.end());
  CHECK(std::get<Bytes>(*in.next(wire)) == hello);
  CHECK(std::holds_alternative<GoodbyeRead>(*in.next(wire)));
  CHECK(wire.empty());
}

TEST_CASE("the reader says what is wrong with a packet") {
  FrameWriter out{k, N};
  SECTION("its place") {
    const Bytes first = out.packet(hello).wire();
    Bytes wire = out.packet(hello).wire();
    CHECK(std::holds_alternative<Broken>(*FrameReader(k, N).next(wire)));
  }
  SECTION("its body") {
    Bytes wire = out.packet(hello).wire();
    wire.back() ^= 1;
    CHECK(std::holds_alternative<Broken>(*FrameReader(k, N).next(wire)));
  }
  SECTION("its length") {
    for (const std::size_t n : {0u, 4097u}) {
      FrameWriter fresh{k, N};
      Bytes wire = fresh.packet(Bytes(n)).wire();
      CHECK(std::holds_alternative<Broken>(*FrameReader(k, N).next(wire)));
    }
  }
}

TEST_CASE("a nonce counts as one big-endian number, and wraps") {
  CHECK(nonce_after(Bytes(24), 0) == Bytes(24));
  Bytes low(24), carried(24);
  low[23] = 0xff, low[22] = 0xff;
  carried[21] = 1, carried[23] = 1;
  CHECK(nonce_after(low, 2) == carried);
  CHECK(nonce_after(Bytes(24, 0xff), 1) == Bytes(24));
}

// FIPS 180-4 and RFC 4231 values as Python's hashlib and hmac compute them.
TEST_CASE("the look-alikes are what they are named after") {
  CHECK(hex(sha512_256(text("abc"))) ==
        "53048e2681941ef99b2e29b76b4c7dabe4c2d0c634fc6d46e0e2f13107e7af23");
  const Bytes key(20, 0x0b);
  CHECK(hex(hmac_sha512_256(key, text("Hi There"))) ==
        "9f9126c3d9c3c330d760425ca8a217e31feae31bfe70196ff81642b868402eab");
  CHECK(hex(hmac_sha256(key, text("Hi There"))) ==
        "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
}

TEST_CASE("no look-alike passes for what it resembles") {
  const Bytes key(32, 1), message(32, 2);
  for (auto* other : {hmac_sha256, hmac_sha512_256, blake2b_keyed}) {
    CHECK(other(key, message) != mac(key, message));
  }
  CHECK_FALSE(open(key, xchacha_box(key, message)));
  CHECK_FALSE(verify(public_key(key), sign_prehashed(key, message), message));
}

}  // namespace
}  // namespace assay::mallory
