// SPDX-License-Identifier: MIT
#include "conformance/games/replay.hpp"

#include <catch2/catch.hpp>
#include <utility>

#include "conformance/engine/tests/scripted_target.hpp"

namespace assay {
namespace {

// A server that answers one byte with a challenge and succeeds when the challenge comes back.
struct Challenger : Scene {
  enum class Challenge { fresh, always_the_same };
  explicit Challenger(Challenge of_session) {
    target.script.opened = [this, of_session] {
      asked_ = false;
      if (of_session == Challenge::fresh) ++challenge_;
      return Answer{};
    };
    target.script.step = [this](View in) { return answer(in[0]); };
  }

  Recording record() {
    Conversation line = talk();
    line.send(Bytes{1});
    const Bytes challenge = line.receive(1).value();
    line.send(challenge);
    return Recording(line, {{{1}, 1}, {challenge, 0}});
  }

 private:
  Answer answer(std::uint8_t in) {
    if (!std::exchange(asked_, true)) return {.out = {challenge_}};
    return {.state = in == challenge_ ? State::done : State::rejected};
  }
  bool asked_ = false;
  std::uint8_t challenge_ = 0;
};
using enum Challenger::Challenge;

const OpenRequest dial = {.protocol = "toy", .role = Role::server};

TEST_CASE("a replay against fresh challenges is refused") {
  Challenger f(fresh);
  CHECK(replayed(f.stage, dial, f.record()).verdict == Verdict::withstood);
}

TEST_CASE("a replay against a challenge that never changes succeeds") {
  Challenger f(always_the_same);
  CHECK(replayed(f.stage, dial, f.record()).verdict == Verdict::succeeded);
}

TEST_CASE("a session that did not succeed cannot be recorded") {
  Challenger f(fresh);
  Conversation line = f.talk();
  line.send(Bytes{1});
  CHECK_THROWS_AS(Recording(line, {}), ControlFailed);
}

TEST_CASE("a target that does not answer the replayed hello leaves nothing to judge") {
  Challenger f(fresh);
  Conversation line = f.talk();
  line.send(Bytes{1});
  line.send(line.receive(1).value());
  CHECK_THROWS_AS(replay(f.stage, dial, Recording(line, {{{1}, 2}, {{1}, 0}})), ControlFailed);
}

}  // namespace
}  // namespace assay
