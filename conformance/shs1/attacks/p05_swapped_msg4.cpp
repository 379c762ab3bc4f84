// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "conformance/shs1/attacks/attacks.hpp"
#include "conformance/shs1/attacks/recordings.hpp"

// P05: the client knows that the server verified this very session (spec/shs1.md §3.4: sigB covers
// H and hab).
namespace assay::mallory {
namespace {

// F11: two dials of one client object to one server, each given the other's msg4.
Result swapped_msg4(Stage& stage) {
  require_two_sessions(stage);
  const Keys keys = Keys::draw(stage.keys);
  OpenRequest request = open_client(stage, keys);
  request.endpoint = endpoint_of(keys);
  AsServer first = exchange_to_msg3(stage, keys, request);
  AsServer second = exchange_to_msg3(stage, keys, request);
  first.line.send(second.t.msg4());
  const Result r = refused(first.line);
  if (r.verdict != Verdict::withstood) return r;
  second.line.send(first.t.msg4());
  return refused(second.line);
}

}  // namespace

std::vector<Attack> p05_swapped_msg4_attacks() {
  return {
      {.id = "F11",
       .slug = "swapped-msg4",
       .role = Role::client,
       .meaning = "The client took the answer to another of its sessions for the answer to this.",
       .expected = "refused at msg4 in both sessions, no success reported",
       .spec = "spec/shs1.md#3.4",
       .likely = "keys or proofs are kept per peer and not per session",
       .needs = {"endpoint"},
       .control = honest_run,
       .cases = single("msg4 of two open sessions swapped", swapped_msg4)}};
}

}  // namespace assay::mallory
