// SPDX-License-Identifier: MIT
#include "conformance/shs1/protocol.hpp"

#include "conformance/shs1/attacks/attacks.hpp"
#include "conformance/shs1/contract/own_target.hpp"
#include "conformance/shs1/deadlines.hpp"
#include "conformance/shs1/form.hpp"
#include "conformance/shs1/honest.hpp"
#include "conformance/shs1/mutants/mutants.hpp"
#include "conformance/shs1/mutants/systematic.hpp"
#include "conformance/shs1/peers/reference_target.hpp"
#include "conformance/shs1/rare_runs.hpp"
#include "conformance/shs1/suite.hpp"
#include "spec/shs1_claims_text.hpp"
#include "spec/shs1_params_node.hpp"
#include "spec/shs1_params_python.hpp"
#include "spec/shs1_patterns_text.hpp"
#include "spec/shs1_shim_node.hpp"
#include "spec/shs1_shim_python.hpp"

namespace assay {
namespace {

OpenRequest request(Role role, const std::string&, Rng rng) {
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
  for (const mutants::Mutant& m : mutants::all()) {
    MutantInfo info{m.id, m.flaw, m.breaks, m.kills, m.because};
    info.command = {"assay-mutant", "--id", m.id, "--as", "hsp"};
    info.executable = {"assay-mutant", "--id", m.id, "--as", "executable"};
    // Over HSP/1 there is no exit code.
    if (m.flaws.contains(mutants::Flaw::exit_0_after_failure))
      info.own = {"exec-server", "exec-client"};
    if (m.breaks.empty()) info.equivalent = m.because;
    infos.push_back(std::move(info));
  }
  return infos;
}

}  // namespace

std::vector<Protocol> shs1_protocols() {
  Protocol p = shs1_form();
  p.claims = shs1_claims_text;
  p.attacks = [](const std::string&) { return mallory::shs1_attacks(); };
  p.honest = mallory::honest_run;
  p.rare_runs = mallory::shs1_rare_runs();
  p.request = request;
  p.open_to_meet = open_to_meet;
  p.peer_name = peer_name;
  p.reference = [](const std::string&) { return reference_target(); };
  p.deadlines = mallory::shs1_deadlines;
  p.mutants = mutant_infos;
  p.systematic = mutants::systematic;
  p.patterns = shs1_patterns_text;
  p.own_targets = {contract::own_target()};
  p.templates = {
      {"python", {{"shim.py", shs1_shim_python}, {"shs1_params.py", shs1_params_python}}},
      {"node", {{"shim.js", shs1_shim_node}, {"shs1.js", shs1_params_node}}}};
  return {std::move(p)};
}

}  // namespace assay
