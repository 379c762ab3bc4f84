// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "conformance/shs1/attacks/attacks.hpp"

// R: no session disturbs another (spec/shs1.md §8).
namespace assay::mallory {
namespace {

// F05. Both sessions are connections to one server object.
OpenRequest at_one_endpoint(Stage& stage, const Keys& keys, const std::string& endpoint) {
  OpenRequest request = open_server_to_anyone(stage, keys);
  request.endpoint = endpoint;
  return request;
}

Result with_one_server(Stage& stage,
                       const std::function<void(const Keys&, const OpenRequest&)>& run) {
  return undisturbed(stage, [&] {
    const Keys keys = Keys::draw(stage.keys);
    run(keys, at_one_endpoint(stage, keys, "r-" + hex(stage.rng.bytes(4))));
  });
}

bool queued_behind(AsClient& first, Stage& stage, const Keys& keys, const OpenRequest& request) {
  Conversation waiting(stage, request);
  const Bytes a_p = base(stage.rng.bytes(32));
  waiting.send(hello(keys.K, a_p));
  if (waiting.receive(64)) return false;
  complete(stage, first);
  if (waiting.receive(64)) return true;
  first.line.eof(Eof::fin);
  return waiting.receive(64).has_value();
}

// A server that serves one handshake, or one whole session, at a time shares no state between them,
// but whoever says nothing keeps all others out: a hang.
AsClient beside(AsClient& first, Stage& stage, const Keys& keys, const OpenRequest& request) {
  try {
    return exchange_hellos(stage, keys, request);
  } catch (const ControlFailed&) {
    if (!queued_behind(first, stage, keys, request)) throw;
    throw Hung("no client is answered until the one before has been served");
  }
}

// The hellos, then the rest.
Turn handshake(Stage& stage, std::optional<AsClient>& client, std::function<AsClient()> begin) {
  return [&stage, &client, begin = std::move(begin)] {
    if (client) return complete(stage, *client), false;
    client.emplace(begin());
    return true;
  };
}

Result interleaved(Stage& stage, Leads leads) {
  return with_one_server(stage, [&](const Keys& keys, const OpenRequest& request) {
    Keys stranger = keys;
    stranger.A = keys.M, stranger.A_p = keys.M_p;
    std::optional<AsClient> one, two;
    by_turns(handshake(stage, one, [&] { return exchange_hellos(stage, keys, request); }),
             handshake(stage, two, [&] { return beside(*one, stage, stranger, request); }), leads);
  });
}

Result bare_connection(Stage& stage) {
  return with_one_server(stage, [&](const Keys& keys, const OpenRequest& request) {
    AsClient one = exchange_hellos(stage, keys, request);
    const Conversation bare(stage, request);
    complete(stage, one);
  });
}

std::vector<Case> beside_another(Stage&) {
  return {{.slug = "first-ends-first",
           .change = "two handshakes of two clients, message by message, the first ends first",
           .run = [](Stage& st) { return interleaved(st, Leads::one); }},
          {.slug = "second-ends-first",
           .change = "two handshakes of two clients, message by message, the second ends first",
           .run = [](Stage& st) { return interleaved(st, Leads::two); }},
          {.slug = "bare-connection",
           .change = "a connection that says nothing is opened between msg2 and msg3",
           .run = bare_connection}};
}

// J04. Whoever opens connections and says nothing pays little, and must not keep others out.
Result among_idle(Stage& stage, bool after_msg1) {
  require_two_sessions(stage);
  const int idle = std::min(50, stage.caps.sessions - 1);
  const Keys keys = Keys::draw(stage.keys);
  const OpenRequest request = at_one_endpoint(stage, keys, "r-" + hex(stage.rng.bytes(4)));
  std::vector<Conversation> others;
  for (int i = 0; i < idle; ++i) {
    others.emplace_back(stage, request);
    if (after_msg1) others.back().send(hello(keys.K, base(stage.rng.bytes(32))));
  }
  try {
    AsClient s = exchange_hellos(stage, keys, request);
    complete(stage, s);
  } catch (const ControlFailed& e) {
    return {Verdict::hung, fmt::format("beside {} idle connections, {}", idle, e.what())};
  }
  return {Verdict::withstood, fmt::format("served beside {} idle connections", idle)};
}

std::vector<Case> among_idle_ones(Stage&) {
  return {{.slug = "silent",
           .change = "50 connections that say nothing are open (fewer where it takes fewer)",
           .run = [](Stage& st) { return among_idle(st, false); }},
          {.slug = "after-msg1",
           .change = "the same, and each has sent msg1",
           .run = [](Stage& st) { return among_idle(st, true); }}};
}

// The same path as theirs, one session alone.
void honest_run_at_endpoint(Stage& stage) {
  const Keys keys = Keys::draw(stage.keys);
  AsClient s =
      exchange_hellos(stage, keys, at_one_endpoint(stage, keys, "r-" + hex(stage.rng.bytes(4))));
  complete(stage, s);
}

}  // namespace

std::vector<Attack> r_isolation_attacks() {
  return {
      {.id = "F05",
       .slug = "beside-another-session",
       .role = Role::server,
       .meaning = "One session disturbs another.",
       .expected = "both sessions end as if they were alone",
       .spec = "spec/shs1.md#8",
       .likely = "the handshake's state is the server's, not the session's",
       .needs = {"endpoint"},
       .control = honest_run_at_endpoint,
       .cases = beside_another},
      {.id = "J04",
       .slug = "among-idle-connections",
       .role = Role::server,
       .meaning = "Clients that say nothing keep all others out.",
       .expected = "an honest client is served beside them",
       .spec = "spec/shs1.md#8",
       .likely = "handshakes are run one after the other, or in a small pool",
       .needs = {"endpoint"},
       .control = honest_run_at_endpoint,
       .cases = among_idle_ones},
  };
}

}  // namespace assay::mallory
