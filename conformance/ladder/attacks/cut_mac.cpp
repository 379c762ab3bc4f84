// SPDX-License-Identifier: MIT
#include <algorithm>

#include "conformance/ladder/attacks/attacks.hpp"
#include "conformance/terms/delta.hpp"

// E's own proof with no mac where one belongs: nothing to guess.
namespace assay::rungs {
namespace {

using terms::replace, terms::truncate, terms::with;

Result without_mac(Stage& stage, const Rung& rung) {
  const bool server = stage.role == Role::server;
  const Cast cast = cast_on(stage, rung);
  OwnEnd end(stage, rung, server ? Setup{} : Setup{.called = cast.E.name});
  const std::string name = server ? "A" : "B";
  return credited_to_E(end, {replace(place_of(rung, proof_of(rung, end.role()), name), "E"),
                             with("sign-with", "sig" + name, "seedE"), truncate("mac" + name, 0)});
}

}  // namespace

// Whether that misbinds an initiator shows at the responder, too: it must not take the initiator's
// proof.
Result credited_to_E(OwnEnd& end, const std::vector<terms::Delta>& deltas) {
  const int n = proof_of(end.rung(), end.role());
  end.up_to(n);
  end.line().send(end.forged(n, deltas));
  if (end.role() == Role::client || n == end.rung().last()) return refused(end);
  const std::optional<Bytes> answer = end.receive();
  if (!answer) return refused(end);
  if (!end.read(*answer)) return {Verdict::withstood, "the other end refuses what it sends"};
  return {Verdict::succeeded,
          "it is done with E, and the other end takes it for A: " + end.line().summary()};
}

std::vector<Attack> cut_mac_attacks(const Rung& rung) {
  std::vector<Attack> all;
  for (const Role role : {Role::server, Role::client}) {
    const int n = proof_of(rung, role == Role::server ? Role::client : Role::server);
    if (!rung.message(n).has(role == Role::server ? "macA" : "macB")) continue;
    all.push_back(single(rung, {.id = "L42",
                                .slug = "credited-to-E-without-mac",
                                .role = role,
                                .meaning = "What one honest end says is credited to E, who reads "
                                           "nothing of it.",
                                .expected = "refused from the length on",
                                .spec = "spec/ladder.md#3.2",
                                .likely = "as much of a mac is compared as came",
                                .change = "E's name and signature, and a mac of no bytes",
                                .run = without_mac,
                                .attacker = Attacker::relaying}));
  }
  return all;
}

}  // namespace assay::rungs
