// SPDX-License-Identifier: MIT
#include "conformance/shs1/protocol.hpp"

#include "conformance/shs1/attacks/attacks.hpp"
#include "conformance/shs1/contract/own_target.hpp"
#include "conformance/shs1/deadlines.hpp"
#include "conformance/shs1/honest.hpp"
#include "conformance/shs1/mutants/mutants.hpp"
#include "conformance/shs1/peers/reference_target.hpp"
#include "conformance/shs1/suite.hpp"
#include "spec/shs1_claims_text.hpp"

namespace assay {
namespace {

using Roles = std::vector<Role>;

const Roles server = {Role::server}, client = {Role::client};

std::vector<Message> messages() {
  return {
      {.name = "msg1", .from = Role::client, .bytes = 64, .spec = "spec/shs1.md#3.1"},
      {.name = "msg2", .from = Role::server, .bytes = 64, .spec = "spec/shs1.md#3.2"},
      {.name = "msg3", .from = Role::client, .bytes = 112, .spec = "spec/shs1.md#3.3"},
      {.name = "msg4", .from = Role::server, .bytes = 80, .spec = "spec/shs1.md#3.4"},
  };
}

std::vector<Parameter> parameters() {
  return {
      {.name = "network_key", .key = "network_key"},
      {.name = "static_seed", .roles = server},
      {.name = "static_seed", .roles = client, .key = "client_seed"},
      {.name = "peer_pk", .roles = client, .key = "server_key"},
      {.name = "inject.ephemeral_sk", .optional = true},
      {.name = "inject.ephemeral_seed", .optional = true},
  };
}

std::vector<OutcomeValue> outcome() {
  return {{.name = "enc_key", .bytes = 32, .fits = "dec_key"},
          {.name = "enc_nonce", .bytes = 24},
          {.name = "dec_key", .bytes = 32, .fits = "enc_key"},
          {.name = "dec_nonce", .bytes = 24},
          {.name = "peer_pk", .bytes = 32, .may_be_null = true}};
}

OpenRequest request(Role role, Rng rng) {
  const mallory::Keys keys = mallory::Keys::draw(std::move(rng));
  OpenRequest r{.protocol = "shs1", .role = role};
  r.bytes = {{"network_key", keys.K}, {"static_seed", role == Role::server ? keys.B : keys.A}};
  if (role == Role::client) r.bytes["peer_pk"] = keys.B_p;
  return r;
}

OpenRequest open_to_meet(const Stage& stage, const Capabilities& other) {
  const mallory::Keys keys = mallory::Keys::draw(stage.keys);
  // A client that makes its own key cannot be named beforehand.
  const bool unnamed = stage.role == Role::server && !other.client_key;
  return unnamed ? mallory::open_server_to_anyone(stage, keys) : mallory::open_target(stage, keys);
}

Bytes peer_name(Role role, Rng rng) {
  const mallory::Keys keys = mallory::Keys::draw(std::move(rng));
  return role == Role::server ? keys.B_p : keys.A_p;
}

std::vector<MutantInfo> mutant_infos() {
  std::vector<MutantInfo> infos;
  for (const mutants::Mutant& m : mutants::all())
    infos.push_back({m.id, m.flaw, m.breaks, m.kills, m.because});
  return infos;
}

}  // namespace

std::vector<Protocol> shs1_protocols() {
  return {{.name = "shs1",
           .spec = "spec/shs1.md",
           .roles = {{Role::server, "server"}, {Role::client, "client"}},
           .messages = messages(),
           .parameters = parameters(),
           .outcome = outcome(),
           .decision = "msg4",
           .claims = shs1_claims_text,
           .attacks = [](const std::string&) { return mallory::shs1_attacks(); },
           .honest = mallory::honest_run,
           .request = request,
           .open_to_meet = open_to_meet,
           .peer_name = peer_name,
           .reference = [](const std::string&) { return reference_target(); },
           .deadlines = mallory::shs1_deadlines,
           .mutants = mutant_infos,
           .own_targets = {contract::own_target()}}};
}

}  // namespace assay
