// SPDX-License-Identifier: MIT
#include "conformance/ladder/protocol.hpp"

#include "conformance/ladder/attacks/attacks.hpp"
#include "conformance/ladder/form.hpp"
#include "conformance/ladder/mutants/mutants.hpp"
#include "conformance/ladder/mutants/systematic.hpp"
#include "conformance/ladder/target.hpp"
#include "spec/ladder_claims_text.hpp"
#include "spec/ladder_patterns_text.hpp"
#include "spec/ladder_text.hpp"

namespace assay {
namespace {

std::string mode_or_first(const rungs::Rung& rung, const std::string& mode) {
  return mode.empty() && rung.has_names() ? std::string(rungs::id_is_key) : mode;
}

Protocol protocol_of(const rungs::Rung& rung) {
  Protocol p = rungs::ladder_form(rung);
  p.claims = ladder_claims_text;
  p.document = ladder_text;
  p.attacks = [&rung](const std::string& mode) {
    return rungs::ladder_attacks(rung, mode_or_first(rung, mode));
  };
  p.honest = [&rung](Stage& stage) { rungs::honest_run(stage, rung); };
  p.request = [&rung](Role role, const std::string& mode, const Rng& rng) {
    return rungs::request_for(rung, role, rungs::Cast::draw(mode_or_first(rung, mode), rng));
  };
  if (rung.has_names())
    p.peer_name = [](Role role, const Rng& rng) {
      const auto cast = rungs::Cast::draw(std::string(rungs::id_is_key), rng);
      return role == Role::server ? cast.B.name : cast.A.name;
    };
  if (!rung.changes.empty()) p.changes = rungs::protocol_name(rungs::rung_named(rung.changes));
  p.cast = [&rung](const std::string& mode, const Rng& keys) {
    return rungs::names_in(rungs::Cast::draw(mode_or_first(rung, mode), keys));
  };
  p.mutants = [&rung] { return rungs::ladder_mutants_of(rung); };
  p.systematic = [&rung] { return rungs::systematic_mutants(rung); };
  p.patterns = ladder_patterns_text;
  p.reference = [&rung](const std::string&) { return rungs::reference_target(rung); };
  return p;
}

}  // namespace

std::vector<Protocol> ladder_protocols() {
  std::vector<Protocol> all;
  for (const rungs::Rung& rung : rungs::all_rungs()) all.push_back(protocol_of(rung));
  return all;
}

}  // namespace assay
