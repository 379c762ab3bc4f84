// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "reference/toy/frame.hpp"
#include "reference/toy/peer.hpp"

using namespace assay::toy;

namespace {

using Sixteen = std::array<std::uint8_t, 16>;

PresharedKey key(std::uint8_t fill) {
  std::array<std::uint8_t, 32> bytes;
  bytes.fill(fill);
  return PresharedKey::from(bytes);
}

Nonce nonce(std::uint8_t fill) {
  Sixteen bytes;
  bytes.fill(fill);
  return Nonce::from(bytes);
}

Instant instant(std::uint64_t nanoseconds) {
  Sixteen bytes{};
  for (std::size_t i = 0; i < 8; ++i)
    bytes[15 - i] = static_cast<std::uint8_t>(nanoseconds >> (8 * i));
  return Instant::from(bytes);
}

constexpr std::uint64_t now = 1'800'000'000'000'000'000, ten_seconds = 10'000'000'000;

PeerStart::Begun begun(std::uint8_t n, std::uint64_t t, std::uint8_t K = 1) {
  return PeerStart(key(K), nonce(n), instant(t)).begin();
}

template <class To, class From>
To as(const From& value) {
  return To::from(value.view());
}

// What the second end says to the first one's hello, or nothing where it accepts it.
std::optional<Reject> hello_refused(std::uint8_t n, std::uint64_t T) {
  auto a = begun(n, T);
  auto b = begun(2, now);
  const auto read = std::move(b.next).read(as<PeerHello>(a.h));
  return read ? std::nullopt : std::optional(read.error());
}

}  // namespace

TEST_CASE("two ends that share a key arrive at the same session key") {
  auto a = begun(1, now), b = begun(2, now + 5);
  auto a2 = std::move(a.next).read(as<PeerHello>(b.h)),
       b2 = std::move(b.next).read(as<PeerHello>(a.h));
  REQUIRE(a2);
  REQUIRE(b2);
  auto a3 = std::move(a2->next).read(as<PeerProof>(b2->p)),
       b3 = std::move(b2->next).read(as<PeerProof>(a2->p));
  REQUIRE(a3);
  REQUIRE(b3);
  const auto a4 = std::move(a3->next).read(as<PeerFinish>(b3->d)),
             b4 = std::move(b3->next).read(as<PeerFinish>(a3->d));
  REQUIRE(a4);
  REQUIRE(b4);
  CHECK(std::ranges::equal(a4->k.view(), b4->k.view()));
}

TEST_CASE("a hello is refused when it is stale by one nanosecond, or this end's own") {
  CHECK(hello_refused(1, now + ten_seconds) == std::nullopt);
  CHECK(hello_refused(1, now - ten_seconds) == std::nullopt);
  CHECK(hello_refused(1, now + ten_seconds + 1) == Reject::stale);
  CHECK(hello_refused(1, now - ten_seconds - 1) == Reject::stale);
  CHECK(hello_refused(2, now) == Reject::reflected);
}

TEST_CASE("a proof under another key, or one's own, is refused, and so is a finish") {
  auto a = begun(1, now), b = begun(2, now, 7), c = begun(3, now);
  const Hello c_hello = c.h;
  auto a2 = std::move(a.next).read(as<PeerHello>(b.h));
  auto b2 = std::move(b.next).read(as<PeerHello>(a.h));
  REQUIRE(a2);
  REQUIRE(b2);
  const Proof own = a2->p;
  auto again = begun(1, now);
  auto a2_again = std::move(again.next).read(as<PeerHello>(b.h));
  REQUIRE(a2_again);
  const auto foreign = std::move(a2->next).read(as<PeerProof>(b2->p));
  REQUIRE_FALSE(foreign);
  CHECK(foreign.error() == Reject::bad_proof);
  CHECK_FALSE(std::move(a2_again->next).read(as<PeerProof>(own)));

  auto d = begun(4, now);
  auto c2 = std::move(c.next).read(as<PeerHello>(d.h));
  auto d2 = std::move(d.next).read(as<PeerHello>(c_hello));
  auto c3 = std::move(c2->next).read(as<PeerProof>(d2->p));
  REQUIRE(c3);
  const auto own_finish = std::move(c3->next).read(as<PeerFinish>(c3->d));
  REQUIRE_FALSE(own_finish);
  CHECK(own_finish.error() == Reject::bad_finish);
}

TEST_CASE("a frame of another length or kind is refused, and one that is not complete is awaited") {
  const Body body{9};
  const auto framed = on_stream(body);
  for (std::size_t n = 0; n < framed.size(); ++n) {
    CHECK(from_stream(std::span(framed).first(n)).value() == std::nullopt);
  }
  // Of a length only the first byte has come; what stands behind it in memory is no part of it.
  const std::vector<std::uint8_t> beyond = {0, 99};
  CHECK(from_stream(std::span(beyond).first(1)).value() == std::nullopt);
  CHECK(from_stream(framed).value() == body);
  auto longer = framed;
  longer[1] = 33;
  CHECK(from_stream(longer).error() == Reject::bad_message);
  longer[0] = 1, longer[1] = 32;
  CHECK(from_stream(longer).error() == Reject::bad_message);
  auto datagram = as_datagram(Kind::proof, body);
  CHECK(from_datagram(Kind::proof, "a", {"a", datagram}).value() == body);
  CHECK(from_datagram(Kind::hello, "a", {"a", datagram}).error() == Reject::bad_message);
  datagram.push_back(0);
  CHECK(from_datagram(Kind::proof, "a", {"a", datagram}).error() == Reject::bad_message);
}

TEST_CASE("a datagram from another address than the hello is refused, and a hello comes from any") {
  const Body body{9};
  for (const Kind kind : {Kind::proof, Kind::finish}) {
    const auto datagram = as_datagram(kind, body);
    CHECK(from_datagram(kind, "a", {"b", datagram}).error() == Reject::bad_message);
  }
  const auto hello = as_datagram(Kind::hello, body);
  CHECK(from_datagram(Kind::hello, "", {"b", hello}).value() == body);
}
