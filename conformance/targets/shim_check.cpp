// SPDX-License-Identifier: MIT
#include "conformance/targets/shim_check.hpp"

#include "conformance/targets/hsp_target.hpp"
#include "conformance/targets/shim_dialogue.hpp"
#include "conformance/targets/strict_json.hpp"

namespace assay {
namespace {

using namespace shim;

// The capabilities for the protocol; throws Broken or JsonError when hello does not give them.
Capabilities introduce(const Protocol& protocol, const ShimCheck& check) {
  Dialogue dialogue(check.argv, check.timeout_scale);
  const Hello hello = parse_hello(protocol, dialogue.accepted(hello_request()));
  if (!hello.capabilities) throw Broken("it does not know the protocol " + protocol.name);
  return *hello.capabilities;
}

RuleResult attempt(const Rule& rule, const Subject& subject) {
  try {
    Dialogue dialogue(subject.check.argv, subject.check.timeout_scale);
    rule.attempt(subject, dialogue);
    return {rule.sentence, true, ""};
  } catch (const Broken& seen) {
    return {rule.sentence, false, seen.what()};
  }
}

RuleResult shake_hands(const Subject& subject, Role role) {
  const std::string sentence = "an honest handshake as " + std::string(name(role)) + " succeeds";
  const auto& [protocol, check, caps] = subject;
  try {
    const auto target = hsp_target(protocol, check.argv, check.timeout_scale);
    Transcript transcript;
    Stage stage{*target,        caps,           role,      Effort::quick, check.timeout_scale,
                Rng(Bytes(32)), Rng(Bytes(32)), transcript};
    protocol.honest(stage);
    return {sentence, true, ""};
  } catch (const TargetError& seen) {
    return {sentence, false, seen.what()};
  } catch (const ControlFailed& seen) {
    return {sentence, false, seen.what()};
  }
}

}  // namespace

std::vector<RuleResult> check_shim(const Protocol& protocol, const ShimCheck& check) {
  std::vector<RuleResult> results = {{"hello says all that it must", true, ""}};
  Subject subject{protocol, check, {}};
  try {
    subject.caps = introduce(protocol, check);
  } catch (const Broken& seen) {
    return {{results[0].rule, false, seen.what()}};
  } catch (const JsonError& seen) {
    return {{results[0].rule, false, seen.what()}};
  }
  for (const auto& rules : {line_rules(), open_rules(), session_rules()})
    for (const Rule& rule : rules) results.push_back(attempt(rule, subject));
  for (const Role role : subject.roles()) results.push_back(shake_hands(subject, role));
  return results;
}

}  // namespace assay
