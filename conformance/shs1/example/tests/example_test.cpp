// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <thread>

#include "conformance/shs1/form.hpp"
#include "conformance/shs1/peers/reference_target.hpp"
#include "conformance/shs1/peers/tests/wire.hpp"
#include "conformance/targets/library/library_target.hpp"

using namespace assay;
using namespace assay::peers;
using namespace assay::peers::known_answers;
using Catch::Matchers::Contains;

namespace {

const Protocol form = shs1_form();

std::unique_ptr<Target> example() { return library_target(form, EXAMPLE, 1); }

OpenRequest server() {
  return {
      .protocol = "shs1",
      .role = Role::server,
      .bytes = {
          {"network_key", K}, {"static_seed", seed_of_B}, {"inject.ephemeral_seed", seed_of_b}}};
}

OpenRequest client() {
  return {.protocol = "shs1",
          .role = Role::client,
          .bytes = {{"network_key", K},
                    {"static_seed", seed_of_A},
                    {"peer_pk", B_p},
                    {"inject.ephemeral_seed", seed_of_a}}};
}

OpenRequest server_that(Authorize authorize) {
  OpenRequest request = server();
  request.authorize = std::move(authorize);
  return request;
}

// The answer to msg3.
Answer decided(Session& session) {
  session.step(msg1);
  return session.step(msg3);
}

std::vector<Event::Kind> kinds(const Answer& answer) {
  std::vector<Event::Kind> found;
  for (const Event& event : answer.events) found.push_back(event.kind);
  return found;
}

using enum Event::Kind;
const std::vector<Event::Kind> asked = {verified, authorize};

}  // namespace

TEST_CASE("the example's server gives the known answers") {
  const auto target = example();
  const auto session = target->open(server());
  CHECK(session->opened().out.empty());
  CHECK(session->step(msg1).out == msg2);
  const Answer answer = session->step(msg3);
  CHECK(answer.out == msg4);
  CHECK(answer.state == State::done);
  CHECK(kinds(answer) == std::vector{verified, authorize, done});
  for (const Event& event : answer.events) CHECK(event.peer == A_p);
  const auto outcome = session->outcome();
  CHECK(outcome.at("enc_key") == key_to_client);
  CHECK(outcome.at("dec_key") == key_to_server);
  CHECK(outcome.at("enc_nonce") == Bytes(msg1.begin(), msg1.begin() + 24));
  CHECK(outcome.at("dec_nonce") == Bytes(msg2.begin(), msg2.begin() + 24));
  CHECK(outcome.at("peer_pk") == A_p);
  const Answer read = session->step(cat(hello_packet, goodbye_to_server));
  REQUIRE(kinds(read) == std::vector{delivered, end});
  CHECK(read.events[0].data == hello);
  CHECK(read.events[1].clean);
}

TEST_CASE("the example's client gives the known answers") {
  const auto target = example();
  const auto session = target->open(client());
  CHECK(session->opened().out == msg1);
  CHECK(session->step(msg2).out == msg3);
  const Answer answer = session->step(msg4);
  CHECK(answer.state == State::done);
  CHECK(kinds(answer) == std::vector{verified, done});
  CHECK(session->outcome().at("enc_key") == key_to_server);
  CHECK(session->send(hello).out == hello_packet);
  const Answer ended = session->finish();
  CHECK(ended.out == goodbye_to_server);
  CHECK(ended.close == Close::half);
  CHECK(session->send(Bytes{1}).out.empty());
}

TEST_CASE("an ephemeral scalar is injected as it is") {
  OpenRequest request = server();
  request.bytes.erase("inject.ephemeral_seed");
  request.bytes["inject.ephemeral_sk"] =
      unhex("483e3c145d7e680a16676925fc045183d2f510cb2f660a1fc517c73762185d43");
  CHECK(example()->open(request)->step(msg1).out == msg2);
  request.bytes.erase("inject.ephemeral_sk");
  CHECK(example()->open(request)->step(msg1).out != msg2);
}

TEST_CASE("the example and the reference understand each other, handshake and stream") {
  const auto library = example(), reference = reference_target();
  const Bytes data(60'000, 7);
  for (const bool library_is_client : {true, false}) {
    Pair pair(library_is_client ? *library : *reference, library_is_client ? *reference : *library);
    pair.client.take(pair.client.session->send(data));
    pair.server.take(pair.server.session->send(data));
    join(pair.client, pair.server);
    pair.client.take(pair.client.session->finish());
    pair.server.take(pair.server.session->finish());
    join(pair.client, pair.server);
    for (const End* side : {&pair.client, &pair.server}) {
      CHECK(side->last.state == State::done);
      CHECK(side->delivered() == data);
      REQUIRE(side->find(end) != nullptr);
      CHECK(side->find(end)->clean);
      CHECK(side->last.close == Close::fin);
    }
  }
}

TEST_CASE("the application's keys decide, after a delay, with an error or never") {
  const auto target = example();
  CHECK(decided(*target->open(server_that({.keys = {{B_p, A_p}}}))).out == msg4);
  for (const Authorize& no : {Authorize{.keys = {{B_p}}}, Authorize{.keys = std::vector<Bytes>{}},
                              Authorize{.then = Authorize::Then::error}}) {
    const Answer refused = decided(*target->open(server_that(no)));
    CHECK(refused.state == State::rejected);
    CHECK(refused.close == Close::fin);
    CHECK(refused.out.empty());
    CHECK(kinds(refused) == asked);
  }
  const auto slow = target->open(server_that({.delay = Millis(100)}));
  const Answer waits = decided(*slow);
  CHECK(waits.state == State::wait);
  CHECK(kinds(waits) == asked);
  std::this_thread::sleep_for(Millis(120));
  CHECK(slow->poll().out == msg4);
}

TEST_CASE("the handshake's limit counts from the start and ends an unanswered question") {
  OpenRequest request = server_that({.then = Authorize::Then::never});
  request.timeout = Millis(100);
  const auto target = example();
  const auto asks = target->open(request), idles = target->open(request);
  CHECK(decided(*asks).state == State::wait);
  CHECK(idles->step(View(msg1).first(10)).state == State::read);
  std::this_thread::sleep_for(Millis(120));
  for (Session* session : {asks.get(), idles.get()}) {
    const Answer late = session->poll();
    CHECK(late.state == State::rejected);
    CHECK(late.close == Close::fin);
    CHECK(late.out.empty());
  }
}

TEST_CASE("every wrong bit of a message is refused without a word") {
  const auto target = example();
  for (const std::size_t at : {0u, 31u, 32u, 63u}) {
    Bytes bad = msg1;
    bad[at] ^= 1;
    const Answer refused = target->open(server())->step(bad);
    CHECK(refused.state == State::rejected);
    CHECK(refused.out.empty());
  }
  Bytes bad = msg4;
  bad.back() ^= 1;
  const auto session = target->open(client());
  session->step(msg2);
  CHECK(session->step(bad).state == State::rejected);
  CHECK(session->step(msg4).state == State::rejected);
}

TEST_CASE("a parameter that is missing is an error") {
  OpenRequest request = client();
  request.bytes.erase("peer_pk");
  CHECK_THROWS_WITH(example()->open(request), Contains("\"peer_pk\" is missing"));
}
