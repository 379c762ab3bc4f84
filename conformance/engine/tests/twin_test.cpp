// SPDX-License-Identifier: MIT
#include "conformance/engine/twin.hpp"

#include <catch2/catch.hpp>

#include "conformance/engine/tests/bench.hpp"

namespace assay {
namespace {

// A bench whose attack names the twin `sound`, which has a mode of its own.
struct TwinBench : Bench {
  ScriptedTarget* twin = nullptr;
  Protocol sound{.name = "toy/sound", .roles = {}, .modes = {"first", "second"}};

  TwinBench() {
    sound.reference = [this](const std::string&) {
      auto made = std::make_unique<ScriptedTarget>();
      twin = made.get();
      return made;
    };
    options.twin = [this](const std::string&) { return twin_target(sound, "elsewhere"); };
    attack.twin = "sound";
    attack.control = [](Stage& s) { s.target.open({.protocol = "toy", .role = Role::server}); };
  }
  // The attack succeeds on the target itself.
  CaseResult run_on_twin(const std::function<Result(Stage&)>& how) {
    return run(
        [&](Stage& s) { return &s.target == &target ? Result{Verdict::succeeded, "in"} : how(s); });
  }
};

}  // namespace

TEST_CASE("A case stands when the twin of its attack refuses it, too") {
  TwinBench b;
  const CaseResult r = b.run_on_twin([](Stage&) { return Result{Verdict::withstood, "refused"}; });
  CHECK(r.verdict == Verdict::succeeded);
  CHECK(b.twin->asked.protocol == "toy/sound");
  CHECK(b.twin->asked.mode == "first");
}

TEST_CASE("A case is void when the twin of its attack does not refuse it") {
  TwinBench b;
  const CaseResult r = b.run_on_twin([](Stage&) { return Result{Verdict::succeeded, "let in"}; });
  CHECK(r.verdict == Verdict::control_failed);
  CHECK(r.observed == "its twin sound did not refuse it: SUCCEEDED (let in)");
}

TEST_CASE("A case is void when its twin takes no honest session, or dies of it") {
  TwinBench b;
  const auto dies = [](Stage&) -> Result { throw Crashed("signal 11"); };
  CHECK(b.run_on_twin(dies).observed == "its twin sound could not be asked: signal 11");
  b.attack.control = [&](Stage& s) {
    if (&s.target != &b.target) throw ControlFailed("no msg2");
  };
  const CaseResult r = b.run_on_twin(ok);
  CHECK(r.verdict == Verdict::control_failed);
  CHECK(r.observed == "its twin sound could not be asked: no msg2");
}

TEST_CASE("An attack that names a twin which is not there is refused") {
  Bench b;
  b.attack.twin = "sound";
  CHECK_THROWS_WITH(b.run(ok), "server/T01-toy: there is no twin sound");
}

}  // namespace assay
