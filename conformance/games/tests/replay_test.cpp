// SPDX-License-Identifier: MIT
#include "conformance/games/replay.hpp"

#include <catch2/catch.hpp>

namespace assay {
namespace {

// A server that answers one byte with a challenge and succeeds when the challenge comes back.
class EchoSession : public Session {
 public:
  explicit EchoSession(std::uint8_t challenge) : challenge_(challenge) {}
  Answer opened() override { return {}; }
  Answer step(View in) override {
    if (!asked_) {
      asked_ = true;
      return {.out = {challenge_}};
    }
    return {.state = in[0] == challenge_ ? State::done : State::rejected};
  }
  Answer eof(Eof) override { return {}; }
  Answer poll() override { return {}; }
  std::map<std::string, Bytes> outcome() override { return {}; }
  std::map<std::string, Bytes> observe(const std::vector<std::string>&) override { return {}; }
  Answer send(View) override { return {}; }
  Answer finish() override { return {}; }

 private:
  std::uint8_t challenge_;
  bool asked_ = false;
};

struct Challenger : Target {
  explicit Challenger(bool draws) : fresh(draws) {}
  Identity identity() override { return {}; }
  Capabilities capabilities(const std::string&) override { return {}; }
  std::unique_ptr<Session> open(const OpenRequest&) override {
    if (fresh) ++challenge;
    return std::make_unique<EchoSession>(challenge);
  }
  void restart() override {}
  bool fresh;
  std::uint8_t challenge = 0;
};

struct Fixture {
  explicit Fixture(bool fresh) : target(fresh) {}
  Challenger target;
  Capabilities caps;
  Transcript transcript;
  Stage stage{.target = target,
              .caps = caps,
              .role = Role::server,
              .effort = Effort::normal,
              .timeout_scale = 0.01,
              .keys = Rng(Bytes(32)),
              .rng = Rng(Bytes(32)),
              .transcript = transcript};

  Recording record() {
    Conversation line(stage, {.protocol = "echo", .role = Role::server});
    line.send(Bytes{1});
    const Bytes answer = line.receive(1).value();
    line.send(answer);
    return Recording(line, {{{1}, 1}, {answer, 0}});
  }
};

TEST_CASE("a replay against fresh challenges is refused") {
  Fixture f(true);
  CHECK(replayed(f.stage, {.protocol = "echo", .role = Role::server}, f.record()).verdict ==
        Verdict::withstood);
}

TEST_CASE("a replay against a challenge that never changes succeeds") {
  Fixture f(false);
  CHECK(replayed(f.stage, {.protocol = "echo", .role = Role::server}, f.record()).verdict ==
        Verdict::succeeded);
}

TEST_CASE("a session that did not succeed cannot be recorded") {
  Fixture f(true);
  Conversation line(f.stage, {.protocol = "echo", .role = Role::server});
  line.send(Bytes{1});
  CHECK_THROWS_AS(Recording(line, {}), ControlFailed);
}

TEST_CASE("a target that does not answer the replayed hello leaves nothing to judge") {
  Fixture f(true);
  Conversation line(f.stage, {.protocol = "echo", .role = Role::server});
  line.send(Bytes{1});
  line.send(line.receive(1).value());
  CHECK_THROWS_AS(replay(f.stage, {.protocol = "echo", .role = Role::server},
                         Recording(line, {{{1}, 2}, {{1}, 0}})),
                  ControlFailed);
}

}  // namespace
}  // namespace assay
