// SPDX-License-Identifier: MIT
#include "conformance/shs1/peers/reference_target.hpp"

#include <rapidcheck.h>

#include <catch2/catch.hpp>

#include "conformance/shs1/peers/tests/wire.hpp"

using namespace assay;
using namespace assay::peers;

namespace {

// spec/shs1.md §10: what the JavaScript implementation writes with these keys.
const Bytes msg1 = unhex(
    "9ff9db36e8484460d6cab6c616f5c6c74a97e1ea90ddd82600aa6c7e42a9cd4b"
    "75e270df2952c57ba8367ba8618c178f9fe50db2799d304e74e918d985686146");
const Bytes msg2 = unhex(
    "b0e4593ed0bcaba26c962bd27c219931b83cc9ee355e24e1326da8cc4b31d3b8"
    "edd03cade80d29de6ea313a74ab369f4732ecb36649066b78b5b2dd664cb0417");
const Bytes msg3 = unhex(
    "aa1a9def6df5acdb0474e6645ccb3a4b6ef09568fa0b6ac926088a72d6bc9348ca7ae9ca67911dc7f724c80c43f244"
    "33"
    "3dc9bf878a5569107e90c80bf1339ff47a9f944d69104246216b148362dd300110c16d94db33be30b93b7d294f8e4f"
    "dd"
    "15734fe59e7345f9fed6363b4571a17c");
const Bytes msg4 = unhex(
    "a676794597bd22514dead8beb82f7c6e86559fca6982afa57f7e771cd08f6888f1868479b002865a1d3e7d4a211eaf"
    "4e"
    "a9a26d3df9860d545520c08c4d96eed585beaa2d3b8618a5111f69b7fd143ce8");
const Bytes hello_packet =
    unhex("f990371bf8c14c413ee1b7ffa7c87747fb13b73af78f146c5e94de96261d3ed8c1c0daf8df2b17");
const Bytes goodbye_to_server =
    unhex("50c234e916318d5146a1e2ade8dd296867a182be506894ad70f0faba6ac12b9ccc80");
const Bytes key_to_server =
    unhex("d6ea89d49aa62495e9b7b8766c0b4964624fa341ebb0d6d2505f786348836b04");
const Bytes key_to_client =
    unhex("3b81cad8a126758e93ad7617fcad482693adc8e4b6de142f0f84481ae47e24b8");
const Bytes hello = {'h', 'e', 'l', 'l', 'o'};

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
