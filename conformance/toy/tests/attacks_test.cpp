// SPDX-License-Identifier: MIT
#include <atomic>
#include <catch2/catch.hpp>

#include "conformance/engine/run.hpp"
#include "conformance/toy/formulas.hpp"
#include "conformance/toy/protocol.hpp"
#include "conformance/toy/target.hpp"

using namespace assay;

namespace {

using Verdicts = std::map<std::string, Verdict>;
constexpr Verdict held = Verdict::withstood, won = Verdict::succeeded;

const std::vector<Carrier> carriers = {Carrier::stream, Carrier::datagrams};

Protocol protocol_over(Carrier carrier) {
  for (Protocol& p : toy_protocols())
    if (p.carrier == carrier) return std::move(p);
  throw std::logic_error("there is no such variant");
}

// The verdict of each of the toy's attacks on a target, by id.
Verdicts verdicts(Carrier carrier, const MakeToyMachine& make) {
  const Protocol protocol = protocol_over(carrier);
  const auto target = toy_target(carrier, make);
  const std::atomic<bool> never = false;
  RunOptions options{.roles = {Role::peer}, .seed = Bytes(32, 7)};
  const Report report = run(protocol, *target, options, [](auto&&...) {}, never);
  Verdicts found;
  for (const AttackResult& a : report.attacks) found[a.attack->id] = a.verdict();
  return found;
}

// Every attack withstood but those.
Verdicts all_but(Carrier carrier, const std::vector<std::string>& lost) {
  Verdicts expected;
  for (const Attack& attack : protocol_over(carrier).attacks("")) expected[attack.id] = held;
  for (const std::string& id : lost) expected.at(id) = won;
  return expected;
}

// Without the checks that refuse for `reason`.
MakeToyMachine without(std::string_view reason) {
  return [reason](Carrier carrier, const ToyKeys& keys) {
    terms::Twist twist;
    const auto& steps = toy_book(carrier).steps.at(Role::peer);
    for (std::size_t i = 0; i < steps.size(); ++i) {
      if (steps[i].reason == reason) twist.skipped.push_back(i);
    }
    return toy_twisted_machine(carrier, keys, twist);
  };
}

}  // namespace

TEST_CASE("the reference and the formulas withstand every attack, over either carrier") {
  for (const Carrier carrier : carriers) {
    CHECK(verdicts(carrier, toy_reference_machine) == all_but(carrier, {}));
    CHECK(verdicts(carrier, without("nothing")) == all_but(carrier, {}));
  }
  CHECK(all_but(Carrier::stream, {}).size() == 5);
  CHECK(all_but(Carrier::datagrams, {}).size() == 6);
}

TEST_CASE("each check that is left out is noticed by the attack on it, and by no other") {
  const std::pair<const char*, const char*> checks[] = {
      {"stale", "T02"}, {"reflected", "T03"}, {"bad_proof", "T04"}, {"bad_finish", "T05"}};
  for (const Carrier carrier : carriers) {
    for (const auto& [reason, id] : checks) {
      CAPTURE(reason);
      CHECK(verdicts(carrier, without(reason)) == all_but(carrier, {id}));
    }
  }
  CHECK(verdicts(Carrier::datagrams, without("bad_message")) ==
        all_but(Carrier::datagrams, {"T06"}));
}
