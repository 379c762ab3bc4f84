// SPDX-License-Identifier: MIT
#include "conformance/toy/protocol.hpp"

#include "conformance/toy/attacks.hpp"
#include "conformance/toy/form.hpp"
#include "conformance/toy/target.hpp"
#include "spec/toy_claims_text.hpp"

namespace assay {
namespace {

Protocol toy_variant(Carrier carrier) {
  Protocol p = toy_form(carrier);
  p.claims = toy_claims_text;
  p.attacks = [=](const std::string&) { return toy_attacks(carrier); };
  p.honest = [=](Stage& stage) { toy_honest_run(stage, carrier); };
  p.request = [=](Role, const std::string&, const Rng& rng) { return toy_request(carrier, rng); };
  p.reference = [=](const std::string&) { return toy_target(carrier, toy_reference_machine); };
  return p;
}

}  // namespace

std::vector<Protocol> toy_protocols() {
  return {toy_variant(Carrier::stream), toy_variant(Carrier::datagrams)};
}

}  // namespace assay
