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
