// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <thread>

#include "conformance/targets/tcp/tests/peer.hpp"

using namespace assay;
using namespace assay::tcp;

namespace {

Deadline within(int ms) { return Clock::now() + Millis(ms); }

}  // namespace

TEST_CASE("a peer that closes its socket shows as FIN") {
  Pair p = connected_pair();
  say(p.peer, {1, 2, 3});
  p.peer.reset();
  p.wire.pump(within(1000));
  CHECK(p.wire.take_input() == Bytes{1, 2, 3});
  p.wire.pump(within(1000));
  CHECK(p.wire.closed() == Close::fin);
}

TEST_CASE("a peer that only ends writing shows as half-closed") {
  Pair p = connected_pair();
  shutdown(p.peer.get(), SHUT_WR);
  p.wire.pump(within(1000));
  CHECK(p.wire.closed() == Close::half);
}

TEST_CASE("a peer that resets the connection shows as RST") {
  Pair p = connected_pair();
  reset(p.peer);
  p.wire.pump(within(1000));
  CHECK(p.wire.closed() == Close::rst);
}

TEST_CASE("a peer that closes with bytes unread resets the connection, as the kernel does") {
  Pair p = connected_pair();
  p.wire.write(Bytes(10));
  std::this_thread::sleep_for(Millis(20));
  p.peer.reset();
  p.wire.pump(within(1000));
  CHECK(p.wire.closed() == Close::rst);
}

TEST_CASE("a FIN stays one although bytes under way are answered with a reset") {
  Pair p = connected_pair();
  p.peer.reset();
  std::this_thread::sleep_for(Millis(20));
  p.wire.write(Bytes(10));
  std::this_thread::sleep_for(Millis(20));
  p.wire.pump(within(1000));
  CHECK(p.wire.closed() == Close::fin);
}

TEST_CASE("silence is no end: the deadline passes and the connection is open") {
  Pair p = connected_pair();
  const Deadline start = Clock::now();
  p.wire.pump(within(50));
  CHECK(Clock::now() - start >= Millis(50));
  CHECK(p.wire.closed() == Close::none);
  CHECK(p.wire.take_input().empty());
}

TEST_CASE("each write is a segment of its own, and one write is one segment") {
  Pair p = connected_pair();
  p.wire.write(Bytes{1});
  std::this_thread::sleep_for(Millis(20));
  CHECK(heard(p.peer) == Bytes{1});
  p.wire.write(Bytes{2});
  std::this_thread::sleep_for(Millis(20));
  CHECK(heard(p.peer) == Bytes{2});
  p.wire.write(Bytes(300, 3));
  std::this_thread::sleep_for(Millis(20));
  CHECK(heard(p.peer) == Bytes(300, 3));
}

TEST_CASE("what the runner ends shows to the peer as FIN, after all that was written") {
  Pair p = connected_pair();
  p.wire.write(Bytes(1000, 7));
  p.wire.end_writing();
  std::this_thread::sleep_for(Millis(20));
  CHECK(heard(p.peer) == Bytes(1000, 7));
  CHECK(heard(p.peer).empty());
  say(p.peer, {9});  // which still writes
  p.wire.pump(within(1000));
  CHECK(p.wire.take_input() == Bytes{9});
}

TEST_CASE("a peer that reads nothing, or writes for ever, does not keep the runner") {
  Pair p = connected_pair();
  p.wire.write(Bytes(16u << 20));
  p.wire.pump(within(20));
  CHECK(p.wire.closed() == Close::none);
  std::jthread flood([&](const std::stop_token& stop) {
    const Bytes chunk(65536);
    while (!stop.stop_requested())
      if (send(p.peer.get(), chunk.data(), chunk.size(), MSG_NOSIGNAL | MSG_DONTWAIT) < 0)
        std::this_thread::yield();
  });
  p.wire.pump(within(2000));
  const Bytes taken = p.wire.take_input();
  CHECK(!taken.empty());
  CHECK(taken.size() < 512u * 1024);
}

TEST_CASE("an address is HOST:PORT, and what is none is named") {
  CHECK(parse_address("[::1]:80").host == "::1");
  CHECK(parse_address("example.org:8008").port == 8008);
  CHECK(parse_listen_address("0").host == "127.0.0.1");
  CHECK(text_of(parse_address("[::1]:80")) == "[::1]:80");
  for (const char* wrong : {"", "8008", ":8008", "host:", "host:0", "host:65536", "host:8o8"}) {
    CHECK_THROWS_AS(parse_address(wrong), std::invalid_argument);
  }
}
