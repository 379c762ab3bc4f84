// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <cstring>
#include <string>
#include <vector>

#include "conformance/engine/bytes.hpp"
#include "conformance/targets/library/assay_hsp.h"

// The example by its C functions, as another host than ours might call them.
using assay::Bytes;

namespace {

const Bytes K(32, 7), seed(32, 2), client_seed(32, 1), ephemeral(32, 4);

hsp_param param(const char* name, const Bytes& value) { return {name, value.data(), value.size()}; }
hsp_param param(const char* name, const char* text) {
  return {name, reinterpret_cast<const std::uint8_t*>(text), std::strlen(text)};
}

std::vector<hsp_param> server_params() {
  return {param("network_key", K), param("static_seed", seed)};
}

struct Said {
  int code = 0;
  hsp_answer answer = {};
  Bytes out = {};
};

template <class Call>
Said with_buffer(std::size_t cap, const Call& call) {
  Said said{.out = Bytes(cap + 1, 0xee)};
  said.answer = {.out = said.out.data(), .cap = cap, .len = 0, .close = 0, .why = ""};
  said.code = call(&said.answer);
  CHECK(said.out[cap] == 0xee);
  if (said.code >= 0) said.out.resize(said.answer.len);
  return said;
}

Said open(hsp_session** session, const char* role, const std::vector<hsp_param>& params,
          std::size_t cap = 131'072, const char* protocol = "shs1") {
  return with_buffer(cap, [&](hsp_answer* answer) {
    return hsp_open(protocol, role, nullptr, params.data(), params.size(), session, answer);
  });
}

Said step(hsp_session* session, const Bytes& in, std::size_t cap = 131'072) {
  return with_buffer(
      cap, [&](hsp_answer* answer) { return hsp_step(session, in.data(), in.size(), answer); });
}

// The call with every buffer that is too small, each of which must change nothing, then with the
// size that was asked for.
template <class Call>
Said grown(const Call& call) {
  const Said asked = call(0);
  REQUIRE(asked.code == HSP_SHORT);
  REQUIRE(asked.answer.len > 0);
  for (std::size_t cap = 1; cap < asked.answer.len; cap += 1 + asked.answer.len / 20) {
    const Said again = call(cap);
    CHECK(again.code == HSP_SHORT);
    CHECK(again.answer.len == asked.answer.len);
  }
  return call(asked.answer.len);
}

struct Event {
  int type;
  Bytes data;
};

std::vector<Event> events(hsp_session* session) {
  std::vector<Event> all;
  while (true) {
    hsp_event event{};
    int got = hsp_next_event(session, &event);
    if (got == 0) return all;
    Bytes data(event.len);
    if (got == HSP_SHORT) {
      event.data = data.data();
      event.cap = event.len - 1;
      REQUIRE(hsp_next_event(session, &event) == HSP_SHORT);
      event.cap = data.size();
      got = hsp_next_event(session, &event);
    }
    REQUIRE(got == 1);
    all.push_back({event.type, data});
  }
}

// Both ends at the point where the handshake is done, every call through grown().
struct Ends {
  hsp_session *client = nullptr, *server = nullptr;
  Ends() {
    Bytes peer(32);
    std::copy_n(server_pk().begin(), 32, peer.begin());
    const auto opened = grown([&](std::size_t cap) {
      const std::vector<hsp_param> params = {
          param("network_key", K), param("static_seed", client_seed), param("peer_pk", peer)};
      const Said said = open(&client, "client", params, cap);
      CHECK((said.code < 0) == (client == nullptr));
      return said;
    });
    REQUIRE(open(&server, "server", server_params()).code == HSP_READ);
    const Said msg2 = through(server, opened.out);
    const Said msg3 = through(client, msg2.out);
    const Said msg4 = through(server, msg3.out);
    CHECK(msg4.code == HSP_DONE);
    CHECK(through(client, msg4.out).code == HSP_DONE);
  }
  ~Ends() {
    hsp_close(client);
    hsp_close(server);
  }
  Ends(const Ends&) = delete;
  Ends& operator=(const Ends&) = delete;

  static Bytes server_pk() {
    return assay::unhex("8139770ea87d175f56a35466c34c7ecccb8d8a91b4ee37a25df60f5b8fc9b394");
  }
  static Said through(hsp_session* session, const Bytes& in) {
    return grown([&](std::size_t cap) { return step(session, in, cap); });
  }
};

Bytes value(hsp_session* session, const char* name) {
  std::size_t len = 0;
  Bytes out(32);
  CHECK(hsp_get(session, name, out.data(), 23, &len) == HSP_SHORT);
  REQUIRE(len <= 32);
  CHECK(hsp_get(session, name, out.data(), len, &len) == 0);
  out.resize(len);
  return out;
}

}  // namespace

TEST_CASE("a buffer that is too small consumes nothing") {
  Ends ends;
  const auto told = events(ends.server);
  REQUIRE(told.size() == 3);
  CHECK(told[0].type == HSP_EV_VERIFIED);
  CHECK(told[1].type == HSP_EV_AUTHORIZE);
  CHECK(told[2].type == HSP_EV_DONE);
  CHECK(value(ends.client, "outcome.enc_key") == value(ends.server, "outcome.dec_key"));
  CHECK(value(ends.server, "outcome.enc_nonce") == value(ends.client, "outcome.dec_nonce"));
  events(ends.client);

  const Bytes data(10'000, 5);
  const Said sent = grown([&](std::size_t cap) {
    return with_buffer(cap, [&](hsp_answer* answer) {
      return hsp_send(ends.client, data.data(), data.size(), answer);
    });
  });
  CHECK(sent.out.size() == 10'000 + 3 * 34);
  const Said ended = grown([&](std::size_t cap) {
    return with_buffer(cap, [&](hsp_answer* answer) { return hsp_finish(ends.client, answer); });
  });
  CHECK(ended.out.size() == 34);
  Ends::through(ends.server, assay::cat(sent.out, ended.out));
  Bytes got;
  const auto read = events(ends.server);
  for (const Event& event : read) got.insert(got.end(), event.data.begin(), event.data.end());
  CHECK(got == data);
  CHECK(read.back().type == HSP_EV_END_CLEAN);
}

TEST_CASE("the example refuses what it is not made for, and says what") {
  const auto check = [](const std::vector<hsp_param>& params, int code, const std::string& why,
                        const char* role = "server", const char* protocol = "shs1") {
    CAPTURE(why);
    hsp_session* session = nullptr;
    const Said said = open(&session, role, params, 131'072, protocol);
    CHECK(said.code == code);
    CHECK(said.answer.why == why);
    CHECK(session == nullptr);
  };
  const auto plus = [](const hsp_param& more) {
    auto params = server_params();
    params.push_back(more);
    return params;
  };
  const Bytes keys(33);
  check(server_params(), HSP_UNSUPPORTED, "protocol", "server", "zq");
  check(server_params(), HSP_ERROR, "role: unknown", "zq");
  check({}, HSP_ERROR, "network_key: missing");
  check(server_params(), HSP_ERROR, "peer_pk: missing", "client");
  check(plus(param("zq", "1")), HSP_UNSUPPORTED, "zq: unknown");
  check(plus(param("peer_pk", K)), HSP_UNSUPPORTED, "peer_pk: unknown");
  check(plus(param("network_key", K)), HSP_ERROR, "network_key: given twice");
  check(plus(param("inject.ephemeral_sk", "1")), HSP_ERROR, "inject.ephemeral_sk: not 32 bytes");
  check(plus(param("authorize.keys", keys)), HSP_ERROR,
        "authorize.keys: not a multiple of 32 bytes");
  check(plus(param("authorize.then", "maybe")), HSP_ERROR,
        "authorize.then: none of decide, error, never");
  for (const char* wrong : {"", "-1", "1.0", "x", "12345678901234567"})
    check(plus(param("timeout_ms", wrong)), HSP_ERROR, "timeout_ms: not an integer");
  check(plus(param("timeout_ms", "0")), HSP_ERROR, "timeout_ms: 0");
  check(plus(param("authorize.delay_ms", "9007199254740992")), HSP_ERROR,
        "authorize.delay_ms: above 2^53-1");
  auto both = plus(param("inject.ephemeral_sk", K));
  both.push_back(param("inject.ephemeral_seed", K));
  check(both, HSP_ERROR, "inject.ephemeral_seed: a second ephemeral");
}

TEST_CASE("send, finish and values before done are errors") {
  hsp_session* session = nullptr;
  REQUIRE(open(&session, "server", server_params()).code == HSP_READ);
  const auto sent =
      with_buffer(1000, [&](hsp_answer* a) { return hsp_send(session, K.data(), 1, a); });
  CHECK(sent.code == HSP_ERROR);
  const auto ended = with_buffer(1000, [&](hsp_answer* a) { return hsp_finish(session, a); });
  CHECK(ended.code == HSP_ERROR);
  Bytes out(32);
  std::size_t len = 0;
  CHECK(hsp_get(session, "outcome.enc_key", out.data(), 32, &len) == HSP_ERROR);
  CHECK(hsp_get(session, "observe.ab", out.data(), 32, &len) == HSP_UNSUPPORTED);
  hsp_close(session);
}
