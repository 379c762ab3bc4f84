// SPDX-License-Identifier: MIT
#include <rapidcheck.h>

#include <catch2/catch.hpp>

#include "conformance/shs1/mutants/mutants.hpp"
#include "conformance/shs1/peers/reference_target.hpp"
#include "conformance/shs1/peers/tests/wire.hpp"

using namespace assay;
using namespace assay::mutants;
using namespace assay::peers;

namespace {

const Bytes hello = {'h', 'e', 'l', 'l', 'o'};

// Two packets and goodbye each way.
bool talk(Pair& p) {
  for (End* end : {&p.client, &p.server, &p.client, &p.server}) {
    end->take(end->session->send(hello));
    join(p.client, p.server);
  }
  for (End* end : {&p.client, &p.server}) {
    end->take(end->session->finish());
    join(p.client, p.server);
  }
  const auto all_came = [](const End& end) {
    const Event* told = end.find(Event::Kind::end);
    return end.delivered() == cat(hello, hello) && told != nullptr && told->clean;
  };
  return all_came(p.client) && all_came(p.server);
}

bool both_done(const Pair& p) {
  return p.client.last.state == State::done && p.server.last.state == State::done;
}

bool agree(Pair& p) {
  const auto c = p.client.session->outcome(), s = p.server.session->outcome();
  return c.at("enc_key") == s.at("dec_key") && c.at("dec_key") == s.at("enc_key") &&
         c.at("enc_nonce") == s.at("dec_nonce") && c.at("dec_nonce") == s.at("enc_nonce") &&
         c.at("peer_pk") == B_p && s.at("peer_pk") == A_p;
}

bool interoperates(Target& client, Target& server) {
  Pair p(client, server);
  return both_done(p) && agree(p) && talk(p);
}

bool puts_bytes_where_none_belong(const Mutant& m) {
  return std::ranges::any_of(m.flaws, [](Flaw f) {
    return f == Flaw::client_writes_A_p || f == Flaw::client_writes_B_p ||
           f == Flaw::client_pads_by_B_p;
  });
}

}  // namespace

TEST_CASE(
    "every interoperable mutant completes honest sessions with the reference, both ways round") {
  const auto reference = reference_target();
  for (const Mutant& m : all()) {
    INFO(m.id << ": " << m.flaw);
    const auto target = mutant_target(m);
    CHECK(interoperates(*target, *reference) == (m.interoperable || m.roles == on_server));
    if (m.roles != on_client) CHECK(interoperates(*reference, *target) == m.interoperable);
  }
}

TEST_CASE("every mutant that does not interoperate completes a handshake with itself") {
  for (const Mutant& m : all()) {
    if (m.interoperable || puts_bytes_where_none_belong(m)) continue;
    INFO(m.id << ": " << m.flaw);
    const auto target = mutant_target(m);
    Pair p(*target, *target);
    CHECK(both_done(p));
  }
}

TEST_CASE("the twin without a flaw writes what the reference writes, whatever the keys") {
  const auto reference = reference_target(), twin = mutant_target(find("M00"));
  const bool ok = rc::check("same bytes", [&] {
    const auto key = [] {
      return *rc::gen::container<Bytes>(32, rc::gen::arbitrary<std::uint8_t>());
    };
    OpenRequest c = client_request(), s = server_request();
    c.bytes["inject.ephemeral_seed"] = key();
    s.bytes["inject.ephemeral_sk"] = key();
    End c1(reference->open(c)), s1(reference->open(s)), c2(twin->open(c)), s2(twin->open(s));
    join(c1, s1);
    join(c2, s2);
    for (End* end : {&c1, &c2, &s1, &s2}) RC_ASSERT(end->last.state == State::done);
    const Bytes data = *rc::gen::arbitrary<Bytes>();
    for (auto* pair : {&c1, &c2}) pair->take(pair->session->send(data));
    for (auto* pair : {&c1, &c2}) pair->take(pair->session->finish());
    RC_ASSERT(c1.said == c2.said);
    RC_ASSERT(s1.said == s2.said);
  });
  CHECK(ok);
}

TEST_CASE("the twin refuses what the reference refuses: every byte of every message spoiled") {
  const auto reference = reference_target(), twin = mutant_target(find("M00"));
  for (std::size_t i = 0; i < 64 + 112; ++i) {
    End client(reference->open(client_request())), server(twin->open(server_request()));
    Bytes msg1 = client.out;
    if (i < 64) msg1[i] ^= 1;
    server.step(msg1);
    if (i >= 64) {
      client.step(server.out);
      Bytes msg3 = Bytes(client.said.begin() + 64, client.said.end());
      msg3[i - 64] ^= 1;
      server.step(msg3);
    }
    INFO("byte " << i);
    CHECK(server.last.state == State::rejected);
    CHECK(server.find(Event::Kind::authorize) == nullptr);
  }
  for (std::size_t i = 0; i < 64 + 80; ++i) {
    End client(twin->open(client_request())), server(reference->open(server_request()));
    server.step(std::exchange(client.out, {}));
    if (i < 64) server.out[i] ^= 1;
    client.step(std::exchange(server.out, {}));
    if (i >= 64) {
      server.step(std::exchange(client.out, {}));
      server.out[i - 64] ^= 1;
      client.step(server.out);
    }
    INFO("byte " << i);
    CHECK(client.last.state == State::rejected);
  }
}
