// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/engine/target.hpp"

// Two ends joined in memory, for tests.
namespace assay::peers {

// The keys of spec/shs1.md §10.
inline const Bytes K(32, 7), seed_of_A(32, 1), seed_of_B(32, 2), seed_of_a(32, 3), seed_of_b(32, 4);
inline const Bytes A_p = unhex("8a88e3dd7409f195fd52db2d3cba5d72ca6709bf1d94121bf3748801b40f6f5c");
inline const Bytes B_p = unhex("8139770ea87d175f56a35466c34c7ecccb8d8a91b4ee37a25df60f5b8fc9b394");

OpenRequest client_request();
OpenRequest server_request();

// A session and all that it has said.
struct End {
  std::unique_ptr<Session> session;
  Answer last = {};
  Bytes out = {};   // not yet carried to the other end
  Bytes said = {};  // all bytes ever written
  std::vector<Event> events = {};

  explicit End(std::unique_ptr<Session> s);
  void take(const Answer& answer);
  void step(View in) { take(session->step(in)); }
  const Event* find(Event::Kind kind) const;
  Bytes delivered() const;
};

// Carries bytes both ways until neither end has more to say.
void join(End& client, End& server);

// Opens both ends and joins them.
struct Pair {
  End client, server;
  Pair(Target& c, Target& s);
};

}  // namespace assay::peers
