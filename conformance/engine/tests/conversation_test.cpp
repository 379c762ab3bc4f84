// SPDX-License-Identifier: MIT
#include "conformance/engine/conversation.hpp"

#include <catch2/catch.hpp>

#include "conformance/engine/tests/scripted_target.hpp"

namespace assay {

TEST_CASE("What arrives in pieces is received whole") {
  Scene scene;
  int polls = 0;
  scene.target.script.poll = [&] { return Answer{.out = {std::uint8_t(++polls)}}; };
  Conversation line = scene.talk();
  CHECK(line.receive(3) == Bytes{1, 2, 3});
}

TEST_CASE("Waiting for bytes ends when the target has refused") {
  Scene scene;
  scene.target.script.step = [](View) { return Answer{.state = State::rejected, .why = "bad"}; };
  Conversation line = scene.talk();
  line.send(Bytes{1});
  CHECK_FALSE(line.receive(1, 60000));
  CHECK(line.ended());
  CHECK(line.summary() == "rejected (bad), close none, 0 bytes unread");
}

TEST_CASE("Waiting for bytes ends at the deadline") {
  Scene scene;
  Conversation line = scene.talk();
  CHECK_FALSE(line.receive(1, 100));
  CHECK_FALSE(line.ended());
}

TEST_CASE("What has closed its stream is not waited for long, and may still deliver") {
  Scene scene;
  int polls = 0;
  scene.target.script.poll = [&] {
    Answer answer{.state = State::done, .close = Close::fin};
    if (++polls == 3) answer.events = {{.kind = Event::Kind::delivered, .data = {7}}};
    return answer;
  };
  Conversation line = scene.talk();
  CHECK(line.wait([](const Conversation& c) { return !c.delivered().empty(); }));
  const TimePoint start = scene.clock.moment;
  CHECK_FALSE(line.wait([](const Conversation& c) { return c.delivered().size() > 1; }));
  CHECK(scene.clock.moment - start < Millis(400));
}

TEST_CASE("A delay that the target was asked for does not lengthen later waits") {
  Scene scene;
  const TimePoint start = scene.clock.moment;
  scene.target.script.poll = [&] {
    const bool late = scene.clock.moment - start >= Millis(1000);
    return late ? Answer{.out = {1}} : Answer{};
  };
  const OpenRequest request{
      .protocol = "toy", .role = Role::server, .authorize = Authorize{.delay = Millis(1000)}};
  Conversation line(scene.stage, request);
  REQUIRE(line.receive(1));
  CHECK(scene.stage.pace->deadline(2000) < 1000);
}

TEST_CASE("Refusals that wait for the target's own time limit are not waited for again and again") {
  Scene scene;
  scene.target.script.opened = [] { return Answer{.out = {1}}; };
  TimePoint start;
  scene.target.script.poll = [&] {
    const bool late = scene.clock.moment - start >= Millis(2400);
    return late ? Answer{.state = State::wait, .close = Close::fin} : Answer{};
  };
  std::vector<Millis> waited;
  for (int i = 0; i < 5; ++i) {
    start = scene.clock.moment;
    Conversation line = scene.talk();
    REQUIRE(line.receive(1));
    line.wait([](const Conversation& c) { return c.ended(); });
    waited.push_back(std::chrono::duration_cast<Millis>(scene.clock.moment - start));
  }
  CHECK(waited[2] >= Millis(2400));
  CHECK(waited[3] < Millis(400));
  CHECK(waited[4] < Millis(400));
}

TEST_CASE("A long message is sent in slices of at most 65,536 bytes") {
  Scene scene;
  std::vector<std::size_t> sizes;
  scene.target.script.step = [&](View in) {
    sizes.push_back(in.size());
    return Answer{};
  };
  Conversation line = scene.talk();
  line.send(Bytes(70000));
  CHECK(sizes == std::vector<std::size_t>{65536, 4464});
  sizes.clear();
  line.send_slowly(Bytes(3));
  CHECK(sizes == std::vector<std::size_t>{1, 1, 1});
}

TEST_CASE("A flood costs its case, and is no breach of the shim's") {
  Scene scene;
  scene.target.script.poll = [] { return Answer{.out = Bytes(900000)}; };
  Conversation line = scene.talk();
  line.poll();
  CHECK_THROWS_AS(line.poll(), Hung);
}

TEST_CASE("Events are kept, and what was delivered is joined") {
  Scene scene;
  scene.target.script.step = [](View in) {
    return Answer{
        .state = State::done,
        .events = {{.kind = Event::Kind::delivered, .data = Bytes(in.begin(), in.end())}}};
  };
  Conversation line = scene.talk();
  line.send(Bytes{1}), line.write(Bytes{2});
  CHECK(line.delivered() == Bytes{1, 2});
  CHECK(line.find(Event::Kind::delivered) != nullptr);
  CHECK(line.find(Event::Kind::end) == nullptr);
  CHECK(line.succeeded());
}

TEST_CASE("A transcript is static while nothing is sent after something was received") {
  Scene scene;
  scene.target.script.step = [](View) { return Answer{.out = {9}}; };
  Conversation line = scene.talk();
  line.send(Bytes{1});
  CHECK(scene.transcript.is_static());
  line.send(Bytes{2}), line.eof(), line.finish();
  CHECK_FALSE(scene.transcript.is_static());
  CHECK(line.close() == Close::fin);
}

TEST_CASE("A transcript keeps what fits and counts the rest") {
  Transcript t;
  for (int i = 0; i < 300; ++i) t.add({1, "sent", Bytes(1024)});
  CHECK(t.entries().size() == 256);
  CHECK(t.left_out() == 44);
  CHECK_FALSE(t.is_static());
}

}  // namespace assay
