// SPDX-License-Identifier: MIT
#include "conformance/shs1/peers/reference_target.hpp"

#include <rapidcheck.h>

#include <catch2/catch.hpp>

#include "conformance/shs1/peers/tests/wire.hpp"

using namespace assay;
using namespace assay::peers;
using namespace assay::peers::known_answers;

namespace {

OpenRequest injected(OpenRequest request) {
  request.bytes["inject.ephemeral_seed"] = request.role == Role::client ? seed_of_a : seed_of_b;
  return request;
}

Bytes head(const Bytes& b, std::ptrdiff_t n) { return Bytes(b.begin(), b.begin() + n); }

}  // namespace

TEST_CASE("the reference target gives the known answers as client") {
  const auto target = reference_target();
  End client(target->open(injected(client_request())));
  CHECK(client.said == msg1);
  client.step(cat(msg2, msg4));
  CHECK(client.said == cat(msg1, msg3));
  REQUIRE(client.last.state == State::done);
  const auto outcome = client.session->outcome();
  CHECK(outcome.at("enc_key") == key_to_server);
  CHECK(outcome.at("dec_key") == key_to_client);
  CHECK(outcome.at("enc_nonce") == head(msg2, 24));
  CHECK(outcome.at("dec_nonce") == head(msg1, 24));
  CHECK(outcome.at("peer_pk") == B_p);
  client.take(client.session->send(hello));
  client.take(client.session->finish());
  CHECK(client.said == cat(msg1, msg3, hello_packet, goodbye_to_server));
  CHECK(client.last.close == Close::half);
}

TEST_CASE("the reference target gives the known answers as server") {
  const auto target = reference_target();
  End server(target->open(injected(server_request())));
  server.step(cat(msg1, msg3, hello_packet, goodbye_to_server));
  CHECK(server.said == cat(msg2, msg4));
  CHECK(server.last.state == State::done);
  CHECK(server.delivered() == hello);
  REQUIRE(server.events.size() == 5);
  CHECK(server.events[0].kind == Event::Kind::verified);
  CHECK(server.events[1].kind == Event::Kind::authorize);
  CHECK(server.events[2].kind == Event::Kind::done);
  CHECK(server.events[2].peer == A_p);
  CHECK(server.events[4].clean);
  CHECK(server.last.close == Close::none);
}

TEST_CASE("an injected X25519 secret is used as it is") {
  const auto target = reference_target();
  OpenRequest request = client_request();
  request.bytes["inject.ephemeral_sk"] = Bytes(32, 5);
  CHECK(End(target->open(request)).said == End(target->open(request)).said);
  CHECK(End(target->open(client_request())).said != End(target->open(client_request())).said);
}

TEST_CASE("any split of the stream gives the same bytes and events") {
  const auto target = reference_target();
  const bool ok = rc::check("server", [&] {
    const Bytes all = cat(msg1, msg3, hello_packet, goodbye_to_server);
    End server(target->open(injected(server_request())));
    for (View rest = all; !rest.empty();) {
      const auto n = *rc::gen::inRange<std::size_t>(1, rest.size() + 1);
      server.step(rest.first(n));
      rest = rest.subspan(n);
    }
    RC_ASSERT(server.said == cat(msg2, msg4));
    RC_ASSERT(server.delivered() == hello);
    RC_ASSERT(server.events.size() == 5u);
    RC_ASSERT(server.last.state == State::done);
  });
  CHECK(ok);
}

TEST_CASE("the reference interoperates with itself, stream and both goodbyes included") {
  const auto target = reference_target();
  Pair p(*target, *target);
  REQUIRE(p.client.last.state == State::done);
  REQUIRE(p.server.last.state == State::done);
  CHECK(p.client.session->outcome().at("enc_key") == p.server.session->outcome().at("dec_key"));
  const Bytes long_data(20'000, 9);
  p.client.take(p.client.session->send(long_data));
  p.client.take(p.client.session->finish());
  join(p.client, p.server);
  CHECK(p.server.delivered() == long_data);
  CHECK(p.server.last.close == Close::none);
  p.server.take(p.server.session->send(hello));
  p.server.take(p.server.session->finish());
  CHECK(p.server.last.close == Close::fin);
  join(p.client, p.server);
  CHECK(p.client.delivered() == hello);
  CHECK(p.client.last.close == Close::fin);
  CHECK(p.client.find(Event::Kind::end)->clean);
}

TEST_CASE("nothing is written after goodbye") {
  const auto target = reference_target();
  Pair p(*target, *target);
  p.client.take(p.client.session->finish());
  const Bytes before = p.client.said;
  p.client.take(p.client.session->send(hello));
  p.client.take(p.client.session->finish());
  CHECK(p.client.said == before);
}

TEST_CASE("the end of the peer's stream without goodbye is an error at every offset") {
  const auto target = reference_target();
  const Eof how = GENERATE(Eof::fin, Eof::rst);
  for (std::ptrdiff_t n = 0; n <= static_cast<std::ptrdiff_t>(hello_packet.size()); ++n) {
    End server(target->open(injected(server_request())));
    server.step(cat(msg1, msg3, head(hello_packet, n)));
    server.take(server.session->eof(how));
    REQUIRE(server.find(Event::Kind::end) != nullptr);
    CHECK_FALSE(server.find(Event::Kind::end)->clean);
    CHECK(server.last.close == Close::fin);
    CHECK(server.last.state == State::done);
  }
}

TEST_CASE("bytes after goodbye are not delivered and the end is told once") {
  const auto target = reference_target();
  End server(target->open(injected(server_request())));
  server.step(cat(msg1, msg3, hello_packet, goodbye_to_server, hello_packet));
  CHECK(server.delivered() == hello);
  CHECK(std::ranges::count(server.events, Event::Kind::end, &Event::kind) == 1);
  CHECK(server.last.close == Close::fin);
}

TEST_CASE("the end of the stream before the handshake's end is a rejection") {
  const auto target = reference_target();
  for (std::ptrdiff_t n : {0, 1, 63, 64, 65, 175}) {
    End server(target->open(injected(server_request())));
    server.step(head(cat(msg1, msg3), n));
    server.take(server.session->eof(Eof::fin));
    CHECK(server.last.state == State::rejected);
    CHECK(server.last.close == Close::fin);
    server.step(cat(msg1, msg3));
    CHECK(server.last.out.empty());
    CHECK(server.last.state == State::rejected);
  }
}

TEST_CASE("a refused peer gets no byte and stays refused") {
  const auto target = reference_target();
  Bytes bad = msg3;
  bad[40] ^= 1;
  End server(target->open(injected(server_request())));
  server.step(cat(msg1, bad));
  CHECK(server.said == msg2);
  CHECK(server.last.state == State::rejected);
  CHECK(server.last.why == "bad_box");
  server.step(msg3);
  CHECK(server.said == msg2);
  CHECK(server.find(Event::Kind::done) == nullptr);
  CHECK_THROWS_AS(server.session->outcome(), Defective);
  CHECK_THROWS_AS(server.session->send(hello), Defective);
  CHECK_THROWS_AS(server.session->finish(), Defective);
}

TEST_CASE("send, finish and outcome before done are refused") {
  const auto target = reference_target();
  End client(target->open(client_request()));
  CHECK_THROWS_AS(client.session->outcome(), Defective);
  CHECK_THROWS_AS(client.session->send(hello), Defective);
  CHECK_THROWS_AS(client.session->finish(), Defective);
}

TEST_CASE("parameters that are unknown, missing or of the wrong length are named") {
  const auto target = reference_target();
  OpenRequest unknown = server_request();
  unknown.bytes["colour"] = Bytes(32);
  CHECK_THROWS_AS(target->open(unknown), Unsupported);
  OpenRequest not_his = server_request();
  not_his.bytes["peer_pk"] = Bytes(32);
  CHECK_THROWS_AS(target->open(not_his), Unsupported);
  OpenRequest missing = client_request();
  missing.bytes.erase("peer_pk");
  CHECK_THROWS_WITH(target->open(missing), "peer_pk is missing");
  OpenRequest cut = client_request();
  cut.bytes["network_key"].pop_back();
  CHECK_THROWS_WITH(target->open(cut), "network_key has 31 bytes, not 32");
  OpenRequest both = injected(client_request());
  both.bytes["inject.ephemeral_sk"] = Bytes(32, 1);
  CHECK_THROWS_AS(target->open(both), Defective);
  OpenRequest asks = client_request();
  asks.authorize = Authorize{};
  CHECK_THROWS_AS(target->open(asks), Unsupported);
  OpenRequest other = client_request();
  other.protocol = "tls";
  CHECK_THROWS_AS(target->open(other), Unsupported);
}
