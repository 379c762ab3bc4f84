// SPDX-License-Identifier: MIT
#include "conformance/shs1/peers/tests/wire.hpp"

#include <algorithm>
#include <utility>

namespace assay::peers {

OpenRequest client_request() {
  return {.protocol = "shs1",
          .role = Role::client,
          .bytes = {{"network_key", K}, {"static_seed", seed_of_A}, {"peer_pk", B_p}}};
}

OpenRequest server_request() {
  return {.protocol = "shs1",
          .role = Role::server,
          .bytes = {{"network_key", K}, {"static_seed", seed_of_B}}};
}

End::End(std::unique_ptr<Session> s) : session(std::move(s)) { take(session->opened()); }

void End::take(const Answer& answer) {
  last = answer;
  out.insert(out.end(), answer.out.begin(), answer.out.end());
  said.insert(said.end(), answer.out.begin(), answer.out.end());
  events.insert(events.end(), answer.events.begin(), answer.events.end());
}

const Event* End::find(Event::Kind kind) const {
  const auto it = std::ranges::find(events, kind, &Event::kind);
  return it == events.end() ? nullptr : &*it;
}

Bytes End::delivered() const {
  Bytes all;
  for (const Event& e : events) all.insert(all.end(), e.data.begin(), e.data.end());
  return all;
}

void join(End& client, End& server) {
  while (!client.out.empty() || !server.out.empty()) {
    server.step(std::exchange(client.out, {}));
    client.step(std::exchange(server.out, {}));
  }
}

Pair::Pair(Target& c, Target& s)
    : client(c.open(client_request())), server(s.open(server_request())) {
  join(client, server);
}

}  // namespace assay::peers
