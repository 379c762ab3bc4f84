// SPDX-License-Identifier: MIT
#include "conformance/games/forgery.hpp"

#include <catch2/catch.hpp>

#include "conformance/engine/tests/scripted_target.hpp"

namespace assay {
namespace {

const Answer rejected = {.state = State::rejected, .close = Close::fin};

// What a target that answers the forgery so is said to have done.
Result refusal_of(const Answer& answer, Demand demand = {}) {
  Scene scene;
  scene.target.script.step = [&](View) { return answer; };
  Conversation line = scene.talk();
  line.send(Bytes{1});
  return refused(line, demand);
}

Answer with(Event event, Answer answer = rejected) {
  answer.events.push_back(std::move(event));
  return answer;
}

TEST_CASE("a refusal without a word withstands") {
  CHECK(refusal_of(rejected).verdict == Verdict::withstood);
  CHECK(refusal_of({.state = State::wait, .close = Close::fin}).verdict == Verdict::withstood);
}

TEST_CASE("whatever a refusal must not contain wins, even before a rejection") {
  Answer writes = rejected;
  writes.out = {7};
  CHECK(refusal_of(writes).observed.starts_with("it wrote 1 bytes"));
  CHECK(refusal_of(with({.kind = Event::Kind::done})).observed.starts_with("it reported success"));
  CHECK(refusal_of({.state = State::done}).verdict == Verdict::succeeded);
  CHECK(refusal_of(with({.kind = Event::Kind::delivered, .data = {1}})).verdict ==
        Verdict::succeeded);
}

TEST_CASE("where a message shows that a run goes on, another byte is no success") {
  const Demand demand{.goes_on = [](View written) { return written.size() == 2; }};
  Answer writes = rejected;
  writes.out = {7};
  CHECK(refusal_of(writes, demand).verdict == Verdict::withstood);
  writes.out = {7, 7};
  CHECK(refusal_of(writes, demand).verdict == Verdict::succeeded);
}

TEST_CASE("a proof taken for good, or an application asked, wins only where that was demanded") {
  const Answer verified = with({.kind = Event::Kind::verified});
  CHECK(refusal_of(verified).verdict == Verdict::succeeded);
  CHECK(refusal_of(verified, {.verified_is_fine = true}).verdict == Verdict::withstood);
  const Answer asked = with({.kind = Event::Kind::authorize});
  CHECK(refusal_of(asked).verdict == Verdict::withstood);
  CHECK(refusal_of(asked, {.no_authorize = true}).verdict == Verdict::succeeded);
}

TEST_CASE("a target that neither refuses nor answers hangs") {
  const Result r = refusal_of({}, {.within_ms = 200});
  CHECK(r.verdict == Verdict::hung);
  CHECK(r.observed.starts_with("neither refused nor answered; "));
}

TEST_CASE("what is written just before the end arrives after it, and wins all the same") {
  Scene scene;
  scene.target.script.step = [](View) { return Answer{.close = Close::fin}; };
  scene.target.script.poll = [] { return Answer{.out = {7}, .close = Close::fin}; };
  Conversation line = scene.talk();
  line.send(Bytes{1});
  CHECK(refused(line).verdict == Verdict::succeeded);
}

TEST_CASE("where silence is all that is asked for, waiting withstands and a word wins") {
  for (const bool speaks : {false, true}) {
    Scene scene;
    scene.target.script.poll = [&] { return Answer{.out = Bytes(speaks ? 1 : 0)}; };
    Conversation line = scene.talk();
    CHECK(silent_for(line, 200).verdict == (speaks ? Verdict::succeeded : Verdict::withstood));
  }
}

}  // namespace
}  // namespace assay
