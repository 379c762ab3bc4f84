// SPDX-License-Identifier: MIT
#include "conformance/toy/protocol.hpp"

#include "conformance/toy/attacks.hpp"
#include "conformance/toy/form.hpp"
#include "conformance/toy/target.hpp"
#include "spec/toy_claims_text.hpp"

namespace assay {

std::vector<Protocol> toy_protocols() {
  Protocol stream = toy_form("toy/stream");
  stream.claims = toy_claims_text;
  stream.attacks = [](const std::string&) { return toy_attacks(); };
  stream.honest = toy_honest_run;
  stream.request = toy_request;
  stream.reference = [](const std::string&) { return toy_target(toy_reference_machine); };
  return {std::move(stream)};
}

}  // namespace assay
