// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "conformance/engine/run.hpp"
#include "conformance/toy/formulas.hpp"
#include "conformance/toy/protocol.hpp"
#include "conformance/toy/target.hpp"

using namespace assay;

namespace {

// The verdict of each of the toy's attacks on a target, by id.
std::map<std::string, Verdict> verdicts(const MakeToyMachine& make) {
  const Protocol protocol = toy_protocols().front();
  const auto target = toy_target(make);
  const std::atomic<bool> never = false;
  RunOptions options{.roles = {Role::peer}, .seed = Bytes(32, 7)};
  const Report report = run(protocol, *target, options, [](auto&&...) {}, never);
  std::map<std::string, Verdict> found;
  for (const AttackResult& a : report.attacks) found[a.attack->id] = a.verdict();
  return found;
}

// Without the check that refuses for `reason`.
MakeToyMachine without(std::string_view reason) {
  terms::Twist twist;
  const auto& steps = toy_book().steps.at(Role::peer);
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (steps[i].reason == reason) twist.skipped.push_back(i);
  }
  return [twist](const ToyKeys& keys) { return toy_twisted_machine(keys, twist); };
}

using Verdicts = std::map<std::string, Verdict>;
constexpr Verdict held = Verdict::withstood, won = Verdict::succeeded;

}  // namespace

TEST_CASE("the reference and the formulas withstand every attack") {
  const Verdicts all_held{{"T01", held}, {"T02", held}, {"T03", held}};
  CHECK(verdicts(toy_reference_machine) == all_held);
  CHECK(verdicts(without("nothing")) == all_held);
}

TEST_CASE("each check that is left out is noticed by the attack on it, and by no other") {
  CHECK(verdicts(without("stale")) == Verdicts{{"T01", held}, {"T02", won}, {"T03", held}});
  CHECK(verdicts(without("reflected")) == Verdicts{{"T01", held}, {"T02", held}, {"T03", won}});
}
