// SPDX-License-Identifier: MIT
#include "conformance/engine/trial.hpp"

#include <catch2/catch.hpp>

#include "conformance/engine/tests/scripted_target.hpp"
#include "conformance/engine/twin.hpp"

namespace assay {
namespace {

struct Bench {
  ScriptedTarget target = {};
  RunOptions options{.timeout_scale = 0.05, .seed = Bytes(32)};
  std::vector<std::string> defects = {};
  Attack attack{.id = "T01",
                .slug = "toy",
                .role = Role::server,
                .meaning = "",
                .expected = "",
                .spec = "",
                .control = [](Stage& s) { s.target.open({}); }};
  Trial trial{target, target.caps, options, "toy", defects};

  CaseResult run(std::function<Result(Stage&)> how, bool policy = false) {
    trial.begin(attack);
    return trial.run(attack, {.slug = "c", .change = "", .run = std::move(how), .policy = policy});
  }
};

Result ok(Stage&) { return {Verdict::withstood, "refused"}; }

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

TEST_CASE("A case is preceded and followed by an accepted control") {
  Bench b;
  CHECK(b.run(ok).verdict == Verdict::withstood);
  CHECK(b.trial.controls() == 2);
}

TEST_CASE("The control after one case serves as the control before the next") {
  Bench b;
  b.run(ok);
  CHECK(b.trial.run(b.attack, {.slug = "d", .change = "", .run = ok}).verdict ==
        Verdict::withstood);
  CHECK(b.trial.controls() == 3);
}

TEST_CASE("A case beside a refused control proves nothing") {
  Bench b;
  b.attack.control = [](Stage&) { throw ControlFailed("no msg2"); };
  const CaseResult r = b.run(ok);
  CHECK(r.verdict == Verdict::control_failed);
  CHECK(r.observed == "no msg2");
  CHECK(b.target.restarts == 1);
}

TEST_CASE("After three attacks without an accepted control the target is not asked again") {
  Bench b;
  int asked = 0;
  b.attack.control = [&](Stage&) {
    ++asked;
    throw ControlFailed("no");
  };
  for (int i = 0; i < 5; ++i) b.run(ok);
  CHECK(asked == 6);
}

TEST_CASE("A control that is never accepted leaves attacks with another control to be judged") {
  Bench b;
  const auto sound = b.attack.control;
  b.attack.control = +[](Stage&) { throw ControlFailed("no"); };
  for (int i = 0; i < 5; ++i) b.run(ok);
  b.attack.control = sound;
  CHECK(b.run(ok).verdict == Verdict::withstood);
}

TEST_CASE("A finding is confirmed in a fresh process before it is believed") {
  Bench b;
  int runs = 0;
  CHECK(b.run([&](Stage&) {
           ++runs;
           return Result{Verdict::succeeded, "in"};
         }).verdict == Verdict::succeeded);
  CHECK(runs == 2);
  CHECK(b.target.restarts == 1);
}

TEST_CASE("A success that does not repeat is not reported as one") {
  Bench b;
  int runs = 0;
  const auto once = [&](Stage&) {
    return Result{runs++ == 0 ? Verdict::succeeded : Verdict::withstood, "x"};
  };
  CHECK(b.run(once).verdict == Verdict::control_failed);
}

TEST_CASE("A death is charged only when the case alone repeats it") {
  Bench b;
  int runs = 0;
  const auto flaky = [&](Stage&) -> Result {
    if (runs++ == 0) throw Crashed("signal 11");
    return {Verdict::withstood, "x"};
  };
  CHECK(b.run(flaky).verdict == Verdict::withstood);
  CHECK(b.run([](Stage&) -> Result { throw Crashed("signal 11"); }).verdict == Verdict::crashed);
}

TEST_CASE("Every failure of the target has its verdict") {
  Bench b;
  CHECK(b.run([](Stage&) -> Result { throw Unsupported("stream"); }).verdict == Verdict::skipped);
  CHECK(b.run([](Stage&) -> Result { throw Hung("2 s"); }).verdict == Verdict::hung);
  CHECK(b.run([](Stage&) -> Result { throw ControlFailed("x"); }).verdict ==
        Verdict::control_failed);
  CHECK(b.run([](Stage&) -> Result { throw Defective("two answers"); }).verdict ==
        Verdict::control_failed);
  CHECK(b.defects == std::vector<std::string>{"two answers"});
}

TEST_CASE("A target that no longer serves after a case has hung") {
  Bench b;
  bool dead = false;
  b.attack.control = [&](Stage&) {
    if (dead) throw ControlFailed("silent");
  };
  b.target.on_restart = [&] { dead = false; };
  const CaseResult r = b.run([&](Stage&) {
    dead = true;
    return Result{Verdict::withstood, "refused"};
  });
  CHECK(r.verdict == Verdict::hung);
}

TEST_CASE("A target that is seen to be dead only after the case has crashed") {
  Bench b;
  bool dead = false;
  b.attack.control = [&](Stage&) {
    if (dead) throw Crashed("exit code 1");
  };
  b.target.on_restart = [&] { dead = false; };
  const CaseResult r = b.run([&](Stage&) {
    dead = true;
    return Result{Verdict::withstood, "refused"};
  });
  CHECK(r.verdict == Verdict::crashed);
  CHECK(r.observed.find("exit code 1") != std::string::npos);
}

TEST_CASE("Where every session is a process of its own, nothing is asked after the case") {
  Bench b;
  b.target.per_session = true;
  b.run(ok);
  CHECK(b.trial.controls() == 1);
}

TEST_CASE("A policy case is shown as policy, but a crash in it is a crash") {
  Bench b;
  CHECK(b.run(ok, true).verdict == Verdict::policy);
  CHECK(b.run([](Stage&) -> Result { throw Crashed("signal 6"); }, true).verdict ==
        Verdict::crashed);
}

TEST_CASE("A missing capability skips the case and is named") {
  Bench b;
  b.attack.needs = {"stream"};
  const CaseResult r = b.run(ok);
  CHECK(r.verdict == Verdict::skipped);
  CHECK(r.observed == "needs capability stream");
}

TEST_CASE("A control that needs what is missing skips the case") {
  Bench b;
  b.attack.control = [](Stage&) { throw Unsupported("authorize"); };
  for (int i = 0; i < 5; ++i) CHECK(b.run(ok).observed == "authorize");
  CHECK(b.run(ok).verdict == Verdict::skipped);
  CHECK(b.target.restarts == 0);
}

TEST_CASE("A target that died for good crashed in the case before, seen once") {
  Bench b;
  b.attack.control = [&](Stage&) {
    if (b.target.dead) throw Crashed("no connection");
  };
  const CaseResult died = b.run([&](Stage&) {
    b.target.dead = true;
    return Result{Verdict::withstood, "refused"};
  });
  CHECK(died.verdict == Verdict::crashed);
  CHECK(died.observed.find("seen once") != std::string::npos);
}

TEST_CASE("A target whose last connection outlives it crashed, too") {
  Bench b;
  int sessions = 0;
  b.attack.control = [&](Stage&) {
    if (++sessions == 1) return;
    if (sessions == 2) throw ControlFailed("it reset the connection (RST)");
    b.target.dead = true;
    throw Crashed("no connection");
  };
  const CaseResult died = b.run(ok);
  CHECK(died.verdict == Verdict::crashed);
  CHECK(died.observed.find("seen once") != std::string::npos);
}

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

TEST_CASE("A case draws the same randomness whenever it is run") {
  Bench b;
  std::vector<Bytes> drawn;
  const auto draw = [&](Stage& s) {
    drawn.push_back(cat(s.rng.bytes(8), s.keys.rng.bytes(8)));
    return Result{Verdict::withstood, ""};
  };
  b.run(draw), b.run(ok), b.run(draw);
  CHECK(drawn.at(0) == drawn.at(1));
}

}  // namespace assay
