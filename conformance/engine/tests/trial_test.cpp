// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "conformance/engine/tests/bench.hpp"

namespace assay {

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

TEST_CASE("A finding is tried again in three fresh processes") {
  Bench b;
  int runs = 0;
  const CaseResult r = b.run([&](Stage&) {
    ++runs;
    return Result{Verdict::succeeded, "in"};
  });
  CHECK(r.verdict == Verdict::succeeded);
  CHECK(r.seen() == 4);
  CHECK(r.of() == 4);
  CHECK(runs == 4);
  CHECK(b.target.restarts == 3);
}

TEST_CASE("A success stands once it was seen, and says of how many trials") {
  Bench b;
  int runs = 0;
  const CaseResult r = b.run(
      [&](Stage&) { return Result{runs++ == 0 ? Verdict::succeeded : Verdict::withstood, "x"}; });
  CHECK(r.verdict == Verdict::succeeded);
  CHECK(r.seen() == 1);
  CHECK(r.of() == 6);
  REQUIRE(r.trials.size() == 3);
  CHECK(r.trials[2].history == "in a process with the same 1 sessions before it");
}

TEST_CASE("What needs a history repeats in a process that lived through the same") {
  Bench b;
  int sessions = 0;
  b.target.on_restart = [&] { sessions = 0; };
  b.attack.control = [&](Stage&) { ++sessions; };
  const auto after_forty = [&](Stage&) {
    return Result{++sessions > 40 ? Verdict::succeeded : Verdict::withstood, "x"};
  };
  CaseResult r{.slug = "", .change = "", .verdict = Verdict::withstood, .observed = ""};
  b.trial.begin(b.attack);
  for (int i = 0; i < 40 && r.verdict == Verdict::withstood; ++i)
    r = b.trial.run(b.attack, {.slug = "c", .change = "", .run = after_forty});
  CHECK(r.verdict == Verdict::succeeded);
  REQUIRE(r.trials.size() == 3);
  CHECK(r.trials[1].seen == 0);
  CHECK(r.trials[2].seen == 2);
  CHECK(r.trials[2].of == 2);
}

TEST_CASE("A death that repeats nowhere is shown as seen once; one that repeats is not") {
  Bench b;
  int runs = 0;
  const auto flaky = [&](Stage&) -> Result {
    if (runs++ == 0) throw Crashed("signal 11");
    return {Verdict::withstood, "x"};
  };
  const CaseResult once = b.run(flaky);
  CHECK(once.verdict == Verdict::crashed);
  CHECK(once.once());
  const CaseResult always = b.run([](Stage&) -> Result { throw Crashed("signal 6: abort"); });
  CHECK(always.verdict == Verdict::crashed);
  CHECK_FALSE(always.once());
}

TEST_CASE("A success among the trials of a death is a success") {
  Bench b;
  int runs = 0;
  const CaseResult r = b.run([&](Stage&) -> Result {
    if (runs++ == 0) throw Crashed("signal 11");
    return {runs == 3 ? Verdict::succeeded : Verdict::withstood, "x"};
  });
  CHECK(r.verdict == Verdict::succeeded);
}

TEST_CASE("A second death in the same words is not tried again, and counts as the first") {
  Bench b;
  int runs = 0;
  const auto dies = [&](Stage&) -> Result {
    ++runs;
    throw Crashed("panic at byte 17");
  };
  b.run(dies);
  const CaseResult second = b.run(dies);
  CHECK(runs == 5);
  CHECK(second.likewise);
  CHECK_FALSE(second.once());
}

TEST_CASE(
    "An honest run that fails now and then is counted, and its attack is judged all the same") {
  Bench b;
  int sessions = 0;
  b.attack.control = [&](Stage&) {
    if (++sessions == 4) throw ControlFailed("the mac of msg2 is wrong");
  };
  for (int i = 0; i < 5; ++i) CHECK(b.run(ok).verdict == Verdict::withstood);
  REQUIRE(b.trial.honest_runs().size() == 1);
  const HonestRuns& runs = b.trial.honest_runs().begin()->second;
  REQUIRE(runs.failures.size() == 1);
  CHECK(runs.failures[0].why == "the mac of msg2 is wrong");
  CHECK(runs.accepted == sessions - 1);
}

TEST_CASE("A case is played as often as asked, for as long as it is withstood") {
  Bench b;
  std::vector<Bytes> drawn;
  const auto draw = [&](Stage& s) {
    drawn.push_back(s.rng.bytes(8));
    return Result{Verdict::withstood, ""};
  };
  b.trial.begin(b.attack, 3);
  b.trial.run(b.attack, {.slug = "c", .change = "", .run = draw});
  REQUIRE(drawn.size() == 3);
  CHECK(drawn[0] != drawn[1]);
}

TEST_CASE("Every failure of the target has its verdict") {
  Bench b;
  CHECK(b.run([](Stage&) -> Result { throw Unsupported("stream"); }).verdict == Verdict::skipped);
  CHECK(b.run([](Stage&) -> Result { throw Hung("2 s"); }).verdict == Verdict::hung);
  CHECK(b.run([](Stage&) -> Result { throw ControlFailed("x"); }).verdict ==
        Verdict::control_failed);
  CHECK(b.run([](Stage&) -> Result { throw Defective("two answers"); }).verdict ==
        Verdict::control_failed);
  CHECK(b.trial.defects() == std::vector<std::string>{"two answers"});
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
  CHECK(died.once());
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
  CHECK(died.once());
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
