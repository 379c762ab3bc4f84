// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "conformance/engine/measure_deadlines.hpp"
#include "conformance/engine/tests/scripted_target.hpp"

namespace assay {
namespace {

constexpr double limit = 0.3;
constexpr std::size_t message_bytes = 8;

// A target with a limit, which starts anew after so many bytes; never, where that is 0.
struct Limited {
  const OwnClock& clock;
  std::size_t anew_after;
  TimePoint since = clock.moment;
  std::size_t bytes = 0;

  Answer hear(View in) {
    bytes += in.size();
    if (anew_after > 0 && bytes % anew_after == 0) since = clock.moment;
    return now();
  }
  Answer now() const {
    const std::chrono::duration<double> waited = clock.moment - since;
    if (waited.count() < limit) return {};
    return {.state = State::rejected, .close = Close::fin, .why = "too late"};
  }
};

Deadlines measured(Scene& scene, std::size_t anew_after) {
  std::optional<Limited> target;
  scene.target.script = {.opened =
                             [&] {
                               target.emplace(scene.clock, anew_after);
                               return Answer{};
                             },
                         .step = [&](View in) { return target->hear(in); },
                         .poll = [&] { return target->now(); }};
  const Begin begin = [](Stage& stage) {
    return Pending{Conversation(stage, {.protocol = "toy", .role = Role::server}),
                   Bytes(message_bytes)};
  };
  return measure_deadlines(scene.stage, begin, 5);
}

}  // namespace

TEST_CASE("A limit on the whole handshake is told from one that a byte or a message renews") {
  Scene scene;
  const auto [anew_after, expected] = GENERATE(table<std::size_t, Counted>(
      {{0, Counted::total}, {message_bytes, Counted::per_message}, {1, Counted::per_read}}));
  const Deadlines d = measured(scene, anew_after);
  REQUIRE(d.limit);
  CHECK(*d.limit == Approx(limit).margin(0.01));
  CHECK(d.counted == expected);
  CHECK(d.waits.size() == 3);
  CHECK(d.waits.front().how == "too late");
  CHECK(d.note.empty());
}

TEST_CASE("A target without a limit is watched for as long as was asked, and no longer") {
  Scene scene;
  const Deadlines d =
      measure_deadlines(scene.stage, [&](Stage&) { return Pending{scene.talk(), Bytes(1)}; }, 0.2);
  CHECK_FALSE(d.limit);
  REQUIRE(d.waits.size() == 2);
  for (const Wait& w : d.waits) {
    CHECK_FALSE(w.ended);
    CHECK(w.seconds == Approx(0.2).margin(0.01));
  }
}

TEST_CASE("A target that dies while it waits says so in the note, beside what was seen before") {
  Scene scene;
  scene.target.script.poll = []() -> Answer { throw Crashed("exit code 1"); };
  const Deadlines d =
      measure_deadlines(scene.stage, [&](Stage&) { return Pending{scene.talk(), Bytes(1)}; }, 5);
  CHECK(d.note == "exit code 1");
  CHECK_FALSE(d.limit);
}

TEST_CASE("An end between one limit and two proves neither") {
  const Wait at_once{.what = {}, .seconds = 1, .ended = true};
  CHECK(counted(1, at_once, {.what = {}, .seconds = 1.8, .ended = true}) == Counted::unknown);
}

}  // namespace assay
