// SPDX-License-Identifier: MIT
#pragma once

#include <functional>

#include "conformance/engine/conversation.hpp"

namespace assay {

// A target that does what a test says: one function a verb.
struct Script {
  std::function<Answer()> opened = [] { return Answer{}; };
  std::function<Answer(View)> step = [](View) { return Answer{}; };
  std::function<Answer(Eof)> eof = [](Eof) { return Answer{}; };
  std::function<Answer()> poll = [] { return Answer{}; };
};

class ScriptedSession : public Session {
 public:
  explicit ScriptedSession(const Script& script) : s_(script) {}
  Answer opened() override { return s_.opened(); }
  Answer step(View in) override { return s_.step(in); }
  Answer eof(Eof how) override { return s_.eof(how); }
  Answer poll() override { return s_.poll(); }
  std::map<std::string, Bytes> outcome() override { return {}; }
  std::map<std::string, Bytes> observe(const std::vector<std::string>&) override { return {}; }
  Answer send(View data) override { return s_.step(data); }
  Answer finish() override { return {.state = State::done, .close = Close::fin}; }

 private:
  const Script& s_;
};

class ScriptedTarget : public Target {
 public:
  Script script = {};
  Capabilities caps = {.server = true, .client = true};
  bool per_session = false;
  bool dead = false;
  int opens = 0, restarts = 0;
  OpenRequest asked = {};  // the last one
  std::function<void()> on_restart = [] {}, on_another = [] {};

  Identity identity() override { return {"scripted", "1"}; }
  Capabilities capabilities(const std::string&) override { return caps; }
  std::unique_ptr<Session> open(const OpenRequest& request) override {
    ++opens;
    asked = request;
    return std::make_unique<ScriptedSession>(script);
  }
  bool gone() override { return dead; }
  void restart() override {
    ++restarts, opens = 0;
    on_restart();
  }
  std::unique_ptr<Target> another() override {
    on_another();
    auto made = std::make_unique<ScriptedTarget>();
    made->caps = caps;
    return made;
  }
  bool one_process_per_session() const override { return per_session; }
};

// Time that passes only when someone waits, and for exactly as long.
struct OwnClock {
  TimePoint moment = {};
  Timekeeper keeper = {.now = [this] { return moment; },
                       .pass = [this](Millis span) { moment += span; }};
  OwnClock() = default;
  OwnClock(const OwnClock&) = delete;
  OwnClock& operator=(const OwnClock&) = delete;
};

// A stage on that target, with everything it refers to.
struct Scene {
  ScriptedTarget target = {};
  Transcript transcript = {};
  OwnClock clock = {};
  Stage stage{.target = target,
              .caps = target.caps,
              .role = Role::server,
              .effort = Effort::normal,
              .timeout_scale = 1,
              .keys = Rng(Bytes(32)),
              .rng = Rng(Bytes(32)),
              .transcript = transcript,
              .time = clock.keeper};
  Conversation talk() { return Conversation(stage, {.protocol = "toy", .role = Role::server}); }
};

}  // namespace assay
