// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "conformance/engine/bytes.hpp"
#include "conformance/targets/library/assay_hsp.h"

// The library without a flaw by its C functions, with every buffer too small at first (spec/shim.md
// §10).
using assay::Bytes;

namespace {

const Bytes K(32, 7), server_seed(32, 2), client_seed(32, 1);
const Bytes server_pk =
    assay::unhex("8139770ea87d175f56a35466c34c7ecccb8d8a91b4ee37a25df60f5b8fc9b394");

hsp_param param(const char* name, const Bytes& value) { return {name, value.data(), value.size()}; }

struct Said {
  int code;
  Bytes out;
  std::string why;
};

template <class Call>
Said with_buffer(std::size_t cap, const Call& call) {
  Bytes out(cap + 1);
  hsp_answer answer{.out = out.data(), .cap = cap, .len = 0, .close = 0, .why = ""};
  const int code = call(&answer);
  if (code == HSP_SHORT) return with_buffer(answer.len, call);
  out.resize(code < 0 ? 0 : answer.len);
  return {code, out, answer.why};
}

Said open(hsp_session** session, const char* role, const std::vector<hsp_param>& params) {
  return with_buffer(0, [&](hsp_answer* answer) {
    return hsp_open("shs1", role, nullptr, params.data(), params.size(), session, answer);
  });
}

Said step(hsp_session* session, const Bytes& in) {
  return with_buffer(
      0, [&](hsp_answer* answer) { return hsp_step(session, in.data(), in.size(), answer); });
}

Bytes get(hsp_session* session, const char* name) {
  std::size_t len = 0;
  std::uint8_t none = 0;
  REQUIRE(hsp_get(session, name, &none, 0, &len) == HSP_SHORT);
  Bytes value(len);
  REQUIRE(hsp_get(session, name, value.data(), len, &len) == 0);
  return value;
}

std::vector<int> event_types(hsp_session* session) {
  std::vector<int> types;
  Bytes data(65'536);
  hsp_event event{.data = data.data(), .cap = 0, .type = 0, .len = 0};
  for (int got = hsp_next_event(session, &event); got != 0; got = hsp_next_event(session, &event)) {
    if (got == 1) types.push_back(event.type);
    event.cap = got == HSP_SHORT ? event.len : 0;
  }
  return types;
}

}  // namespace

TEST_CASE("two ends of the library agree, whatever the buffers") {
  hsp_session *client = nullptr, *server = nullptr;
  const Said msg1 = open(
      &client, "client",
      {param("network_key", K), param("static_seed", client_seed), param("peer_pk", server_pk)});
  REQUIRE(
      open(&server, "server", {param("network_key", K), param("static_seed", server_seed)}).code ==
      HSP_READ);
  const Said msg2 = step(server, msg1.out), msg3 = step(client, msg2.out),
             msg4 = step(server, msg3.out);
  CHECK((msg1.out.size() == 64 && msg2.out.size() == 64 && msg3.out.size() == 112));
  CHECK((msg4.out.size() == 80 && msg4.code == HSP_DONE));
  CHECK(step(client, msg4.out).code == HSP_DONE);
  CHECK(get(client, "outcome.enc_key") == get(server, "outcome.dec_key"));
  CHECK(get(client, "outcome.peer_pk") == server_pk);
  std::size_t len = 0;
  CHECK(hsp_get(server, "observe.nothing", nullptr, 0, &len) == HSP_UNSUPPORTED);
  CHECK(event_types(server) == std::vector<int>{HSP_EV_VERIFIED, HSP_EV_AUTHORIZE, HSP_EV_DONE});
  hsp_close(client);
  hsp_close(server);
}

TEST_CASE("what the library cannot take is said, and opens nothing") {
  hsp_session* session = nullptr;
  const Bytes half(16, 1), word = {'x'};
  for (const auto& [name, value, code] : {std::tuple{"authorize.keys", half, HSP_ERROR},
                                          {"authorize.then", word, HSP_ERROR},
                                          {"timeout_ms", word, HSP_ERROR},
                                          {"inject.nothing", K, HSP_UNSUPPORTED}}) {
    const Said said =
        open(&session, "server",
             {param("network_key", K), param("static_seed", server_seed), param(name, value)});
    INFO(name << ": " << said.why);
    CHECK(said.code == code);
    CHECK(session == nullptr);
    CHECK(said.why.find(name) != std::string::npos);
  }
}
