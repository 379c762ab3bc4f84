// SPDX-License-Identifier: MIT
#include "conformance/peers/session.hpp"

#include <catch2/catch.hpp>

#include "conformance/shs1/peers/reference_machine.hpp"
#include "conformance/shs1/peers/reference_target.hpp"
#include "conformance/shs1/peers/tests/wire.hpp"

using namespace assay;
using namespace assay::peers;

namespace {

// A server whose clock the test moves, and an honest client.
struct Scene {
  Clock::time_point time{};
  std::unique_ptr<Target> target = reference_target();
  End client{target->open(client_request())};
  End server;

  explicit Scene(Authorize authorize, Limit limit = Limit::total,
                 Millis handshake_limit = Millis(1000))
      : server(std::make_unique<MachineSession>(
            reference_machine({.role = Role::server, .network_key = K, .static_seed = seed_of_B}),
            Application{.authorize = std::move(authorize),
                        .handshake_limit = handshake_limit,
                        .limit = limit,
                        .now = [this] { return time; }})) {}

  void pass(int ms) {
    time += Millis(ms);
    server.take(server.session->poll());
  }
};

}  // namespace

TEST_CASE("a client on the list is admitted, one beside it is not") {
  const bool listed = GENERATE(true, false);
  Scene s({.keys = std::vector<Bytes>{listed ? A_p : B_p}});
  join(s.client, s.server);
  CHECK(s.server.find(Event::Kind::authorize)->peer == A_p);
  CHECK(s.server.last.state == (listed ? State::done : State::rejected));
  CHECK(s.server.said.size() == (listed ? 144u : 64u));
  CHECK(s.client.last.state == (listed ? State::done : State::read));
}

TEST_CASE("an empty list admits no one") {
  Scene s({.keys = std::vector<Bytes>{}});
  join(s.client, s.server);
  CHECK(s.server.last.state == State::rejected);
}

TEST_CASE("a decision that takes time shows as wait, with the question asked before") {
  Scene s({.delay = Millis(300)});
  join(s.client, s.server);
  CHECK(s.server.last.state == State::wait);
  CHECK(s.server.find(Event::Kind::authorize) != nullptr);
  s.pass(299);
  CHECK(s.server.last.state == State::wait);
  CHECK(s.server.said.size() == 64);
  s.pass(1);
  CHECK(s.server.last.state == State::done);
  CHECK(s.server.said.size() == 144);
}

TEST_CASE("data that comes while the application decides waits for the decision") {
  const bool admit = GENERATE(true, false);
  Scene s({.keys = std::vector<Bytes>{admit ? A_p : B_p}, .delay = Millis(300)});
  join(s.client, s.server);
  s.server.step(Bytes(34, 1));
  CHECK(s.server.last.state == State::wait);
  s.pass(300);
  CHECK(s.server.last.state == (admit ? State::done : State::rejected));
  CHECK((s.server.find(Event::Kind::end) != nullptr) == admit);
}

TEST_CASE("an application that fails is no admission") {
  Scene s({.then = Authorize::Then::error});
  join(s.client, s.server);
  CHECK(s.server.last.state == State::rejected);
  CHECK(s.server.said.size() == 64);
}

TEST_CASE("an application that never answers ends at the time limit") {
  Scene s({.then = Authorize::Then::never});
  join(s.client, s.server);
  s.pass(999);
  CHECK(s.server.last.state == State::wait);
  s.pass(1);
  CHECK(s.server.last.state == State::rejected);
  CHECK(s.server.last.close == Close::fin);
  CHECK(s.server.said.size() == 64);
}

TEST_CASE("the total limit is not put off by bytes, the limit per read is") {
  const Limit limit = GENERATE(Limit::total, Limit::per_read, Limit::none);
  Scene s({}, limit);
  for (int i = 0; i < 4; ++i) {
    s.pass(600);
    s.server.step(Bytes(1, s.client.out[static_cast<std::size_t>(i)]));
  }
  CHECK(s.server.last.state == (limit == Limit::total ? State::rejected : State::read));
  s.pass(1000);
  CHECK(s.server.last.state == (limit == Limit::none ? State::read : State::rejected));
}

TEST_CASE("after the limit a good msg1 gets no answer and no event") {
  Scene s({});
  s.pass(1000);
  s.server.step(s.client.out);
  CHECK(s.server.said.empty());
  CHECK(s.server.events.empty());
  CHECK(s.server.last.state == State::rejected);
}

TEST_CASE("the limit ends with the handshake") {
  Scene s({});
  join(s.client, s.server);
  s.pass(100'000);
  CHECK(s.server.last.state == State::done);
  CHECK(s.server.last.close == Close::none);
}

TEST_CASE("a fin while the application decides is told after the decision, a reset at once") {
  Scene s({.delay = Millis(300)});
  join(s.client, s.server);
  const bool reset = GENERATE(true, false);
  s.server.take(s.server.session->eof(reset ? Eof::rst : Eof::fin));
  CHECK(s.server.last.state == (reset ? State::rejected : State::wait));
  s.pass(300);
  CHECK(s.server.said.size() == (reset ? 64u : 144u));
  CHECK((s.server.find(Event::Kind::done) == nullptr) == reset);
}
