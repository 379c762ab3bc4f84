// SPDX-License-Identifier: MIT
#include "conformance/targets/shim_check.hpp"

#include "conformance/targets/hsp_target.hpp"
#include "conformance/targets/shim_dialogue.hpp"
#include "conformance/targets/strict_json.hpp"

namespace assay {
namespace {

using namespace shim;

// The capabilities for the protocol; throws Broken or JsonError when hello does not give them.
Capabilities introduce(const ShimCheck& check) {
  Dialogue dialogue(check.argv, check.timeout_scale);
  const Hello hello = parse_hello(dialogue.accepted(hello_request()));
  const auto found = hello.protocols.find(check.protocol);
  if (found == hello.protocols.end())
    throw Broken("it does not know the protocol " + check.protocol);
  return found->second;
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

RuleResult shake_hands(const ShimCheck& check, Role role) {
  const std::string sentence = "an honest handshake as " + std::string(name(role)) + " succeeds";
  try {
    const auto target = hsp_target(check.argv, check.timeout_scale);
    check.handshake(*target, role);
    return {sentence, true, ""};
  } catch (const TargetError& seen) {
    return {sentence, false, seen.what()};
  }
}

}  // namespace

std::vector<RuleResult> check_shim(const ShimCheck& check) {
  std::vector<RuleResult> results = {{"hello says all that it must", true, ""}};
  Subject subject{check, {}};
  try {
    subject.caps = introduce(check);
  } catch (const Broken& seen) {
    return {{results[0].rule, false, seen.what()}};
  } catch (const JsonError& seen) {
    return {{results[0].rule, false, seen.what()}};
  }
  for (const auto& rules : {line_rules(), open_rules(), session_rules()})
    for (const Rule& rule : rules) results.push_back(attempt(rule, subject));
  if (!check.handshake) return results;
  for (const Role role : subject.roles()) results.push_back(shake_hands(check, role));
  return results;
}

}  // namespace assay
