// SPDX-License-Identifier: MIT
// Slow: every case starts a Python process, some twice.
#include "conformance/shs1/contract/session.hpp"

#include <catch2/catch.hpp>
#include <functional>
#include <thread>

using namespace assay;
using namespace assay::contract;
using Catch::Contains;

namespace {

const Bytes K(32, 7), seed(32, 2);

// What a whole conversation gave: the peer's view, joined.
struct Whole {
  ContractSession session;
  Answer last = {};
  Bytes out = {};
  std::vector<Event> events = {};
  explicit Whole(Launch launch) : session(std::move(launch), std::make_shared<std::string>()) {
    take(session.opened());
  }

  void take(Answer answer) {
    out.insert(out.end(), answer.out.begin(), answer.out.end());
    events.insert(events.end(), answer.events.begin(), answer.events.end());
    last = std::move(answer);
  }
  bool until(const std::function<bool()>& condition, int ms = 60'000) {
    const auto deadline = Clock::now() + Millis(ms);
    while (!condition() && Clock::now() < deadline) {
      std::this_thread::sleep_for(Millis(2));
      take(session.poll());
    }
    return condition();
  }
  // Both messages of the peer, each after the bytes that must come before it.
  void shake(Role role) {
    const Messages m = messages(role);
    if (role == Role::client) REQUIRE(until([&] { return out.size() >= 64; }));
    take(session.step(Bytes(m.read_first, 'p')));
    REQUIRE(until([&] { return out.size() >= (role == Role::server ? 64 : 176); }));
    take(session.step(Bytes(m.read_second, 'q')));
  }
  bool until_state(State state) {
    return until([&] { return last.state == state; });
  }
};

Launch fake(const char* behaviour, Role role = Role::server, bool events = false) {
  Launch launch = role == Role::server ? server_launch({FAKE, behaviour}, K, seed)
                                       : client_launch({FAKE, behaviour}, K, seed);
  launch.events = events;
  return launch;
}

}  // namespace

TEST_CASE("a session is done when the whole outcome is there, whether the process waits or exits") {
  const Role role = GENERATE(Role::server, Role::client);
  const std::string behaviour = GENERATE("waits", "exits", "two-writes", "other-nonces");
  Whole w(fake(behaviour.c_str(), role));
  w.shake(role);
  REQUIRE(w.until_state(State::done));
  CHECK(w.out.size() == messages(role).written());
  CHECK(w.session.outcome().at("enc_key") == Bytes(32, 'E'));
  CHECK(w.session.outcome().at("dec_key") == Bytes(32, 'D'));
  CHECK(w.session.outcome().at("enc_nonce").size() == 24);
  CHECK(w.session.outcome().count("peer_pk") == 0);
  REQUIRE(w.events.size() == 1);
  CHECK(w.events[0].kind == Event::Kind::done);
  CHECK_FALSE(w.events[0].peer.has_value());
}

TEST_CASE("another exit code than 0 is a refusal, told as exit code only") {
  Whole w(fake("exit-3"));
  w.take(w.session.step(Bytes(64)));
  REQUIRE(w.until_state(State::rejected));
  CHECK(w.last.why == "exit code 3, exit code only");
  CHECK(w.last.close == Close::fin);
  CHECK(w.session.observe({"exit_status"}).at("exit_status") == Bytes{3});
}

TEST_CASE("exit 0 without an outcome is a refusal that tells its status") {
  Whole w(fake("exit-0"));
  w.take(w.session.step(Bytes(64)));
  REQUIRE(w.until_state(State::rejected));
  CHECK(w.last.why == "exit 0 without an outcome");
  CHECK(w.session.observe({"exit_status"}).at("exit_status") == Bytes{0});
}

TEST_CASE("the exit status is empty while the process runs") {
  Whole w(fake("silent"));
  CHECK(w.session.observe({"exit_status"}).at("exit_status").empty());
  CHECK_THROWS_AS(w.session.observe({"memory"}), Unsupported);
}

TEST_CASE("a failure after the outcome stays a success and is told") {
  Whole w(fake("exits-7"));
  w.shake(Role::server);
  REQUIRE(w.until([&] { return !w.last.why.empty(); }));
  CHECK(w.last.state == State::done);
  CHECK(w.last.why == "exit code 7 after the handshake");
  CHECK(w.last.close == Close::none);  // when it exits is chance
}

TEST_CASE("words to a refused peer are seen") {
  Whole w(fake("says-no"));
  w.shake(Role::server);
  REQUIRE(w.until_state(State::rejected));
  CHECK(std::string(w.out.begin() + 64, w.out.end()) == "you are not on the list\n");
}

TEST_CASE("msg4 before a refusal is seen") {
  Whole w(fake("msg4-then-exit"));
  w.shake(Role::server);
  REQUIRE(w.until_state(State::rejected));
  CHECK(w.out.size() == 64 + 80);
}

TEST_CASE("error text in the place of the outcome is no success") {
  Whole w(fake("trace"));
  w.shake(Role::server);
  REQUIRE(w.until_state(State::rejected));
  CHECK(w.events.empty());
  CHECK(w.out.size() == 64 + 80 + 23 + 20 * 17);
}

TEST_CASE("bytes after the outcome are seen") {
  Whole w(fake("chats-on"));
  w.shake(Role::server);
  REQUIRE(w.until_state(State::done));
  CHECK(std::string(w.out.begin() + 144, w.out.end()) == "and another thing");
}

TEST_CASE("an outcome that never gets whole is seen by the peer") {
  Whole w(fake("stops-short"));
  w.shake(Role::server);
  REQUIRE(w.until([&] { return w.out.size() == 144 + 40; }));
  CHECK(w.last.state == State::read);
}

TEST_CASE("success reported before msg4 is success") {
  Whole w(fake("early", Role::client));
  REQUIRE(w.until([&] { return w.out.size() == 64; }));
  w.take(w.session.step(Bytes(64, 'p')));
  REQUIRE(w.until_state(State::done));
  CHECK(w.out.size() == 176);
}

TEST_CASE("death by a signal is a crash, after what came before it") {
  Whole w(fake("segv"));
  w.take(w.session.step(Bytes(64)));
  std::string what;
  try {
    w.until([] { return false; });
  } catch (const Crashed& e) {
    what = e.what();
  }
  CHECK(what == "signal 11 (SIGSEGV)");
  CHECK(w.out.size() == 64);
  CHECK_THROWS_AS(w.session.poll(), Crashed);
}

TEST_CASE("an executable known to write rejected events crashes when it exits without one") {
  const std::string behaviour = GENERATE("exit-1", "tells-rejected");
  Launch launch = fake(behaviour.c_str(), Role::server, true);
  launch.rejects_by_event = true;
  Whole w(std::move(launch));
  const auto to_the_end = [&] {
    w.take(w.session.step(Bytes(64)));
    w.until_state(State::rejected);
  };
  if (behaviour == "exit-1") {
    CHECK_THROWS_WITH(to_the_end(), "exit code 1 without a rejected event");
  } else {
    to_the_end();
    CHECK(w.last.why == "m1: bad \\x1b[31m mac (exit code 1)");
  }
}

TEST_CASE("events name the peer") {
  Whole w(fake("tells", Role::server, true));
  w.shake(Role::server);
  REQUIRE(w.until_state(State::done));
  REQUIRE(w.until([&] { return w.events.size() == 2; }));
  CHECK(w.events[0].kind == Event::Kind::authorize);
  CHECK(w.events[1].kind == Event::Kind::done);
  CHECK(w.session.outcome().at("peer_pk") == Bytes(32, 0xab));
}

TEST_CASE("a line of events that the contract does not know is a defect") {
  Whole w(fake("tells-nonsense", Role::server, true));
  const auto to_the_end = [&] {
    w.take(w.session.step(Bytes(64)));
    w.until([] { return false; });
  };
  CHECK_THROWS_WITH(to_the_end(), Contains("SHS1_EVENTS_FD") && Contains("peer"));
}

TEST_CASE("a process that closes its stdout and lives has closed one half") {
  Whole w(fake("closes-stdout"));
  w.take(w.session.step(Bytes(64)));
  REQUIRE(w.until([&] { return w.last.close == Close::half; }));
  CHECK(w.last.state == State::read);
}

TEST_CASE("end of input is the peer's end") {
  Whole w(fake("waits"));
  w.take(w.session.eof(Eof::fin));
  REQUIRE(w.until_state(State::rejected));
  CHECK(w.last.why == "exit code 9, exit code only");
  CHECK_THROWS_AS(Whole(fake("waits")).session.eof(Eof::rst), Unsupported);
}

TEST_CASE("a message may not come in pieces to an executable that reads in one go") {
  Launch launch = fake("waits");
  launch.takes_fragments = false;
  Whole w(std::move(launch));
  w.take(w.session.step(Bytes(10)));
  CHECK_THROWS_AS(w.session.step(Bytes(54)), Unsupported);
}

TEST_CASE("a flood does not keep an answer for ever") {
  Whole w(fake("floods"));
  REQUIRE(w.until([&] { return w.out.size() > 1024 * 1024; }));
}
