// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "conformance/engine/conversation.hpp"
#include "conformance/targets/hsp_target.hpp"
#include "conformance/targets/shim_check.hpp"
#include "conformance/targets/tests/toy_datagrams.hpp"

using namespace assay;
using Catch::Matchers::Contains;

namespace {

// The same toy, by HSP/1 and by the C ABI.
const std::vector<std::vector<std::string>> ways = {{TOY_SHIM, "datagrams"},
                                                    {TOY_HOST, TOY_LIBRARY}};

std::string text_of(const Bytes& bytes) { return {bytes.begin(), bytes.end()}; }

}  // namespace

TEST_CASE("parameters of every kind, a mode and a clock arrive as they were given") {
  for (const auto& argv : ways) {
    CAPTURE(argv[0]);
    const auto target = hsp_target(toy_datagrams(), argv, 5);
    const OpenRequest asked = full_request();
    const auto first = target->open(asked)->opened().datagrams;
    REQUIRE(first.size() == 1);
    CHECK(first[0].address == "opened");
    CHECK(text_of(first[0].data) == told_of(asked));
  }
}

TEST_CASE("datagrams go in one by one and come out with whom they are for") {
  for (const auto& argv : ways) {
    CAPTURE(argv[0]);
    const auto target = hsp_target(toy_datagrams(), argv, 5);
    const auto session = target->open(full_request());
    for (const std::string from : {"a", "b \"quoted\""}) {
      const Answer echo = session->take({from, Bytes{0, 7}});
      REQUIRE(echo.datagrams.size() == 1);
      CHECK(echo.datagrams[0].address == from);
      CHECK(echo.datagrams[0].data == Bytes{0, 7});
      CHECK(echo.out.empty());
    }
    CHECK(session->take({"a", {}}).datagrams.at(0).data.empty());
    CHECK_THROWS_AS(session->step(Bytes{1}), Unsupported);
    const Answer done = session->take({"a", Bytes{1}});
    CHECK(done.state == State::done);
    REQUIRE(done.events.size() == 1);
    CHECK_FALSE(done.events[0].peer);
    CHECK(session->outcome().at("key") == Bytes(16, 7));
  }
}

TEST_CASE("the clock moves with the next poll, once") {
  for (const auto& argv : ways) {
    CAPTURE(argv[0]);
    const auto target = hsp_target(toy_datagrams(), argv, 5);
    const auto session = target->open(full_request());
    CHECK(session->poll().datagrams.empty());
    const Nanos now = static_cast<Nanos>(1) << 127 | 3;
    session->at(now);
    const auto told = session->poll().datagrams;
    REQUIRE(told.size() == 1);
    CHECK(told[0].data == clock_bytes(now));
    CHECK(clock_of(told[0].data) == now);
    CHECK(session->poll().datagrams.empty());
  }
}

TEST_CASE("a conversation sends from several addresses, and moves the clock") {
  const auto target = hsp_target(toy_datagrams(), ways[0], 5);
  const Capabilities caps = target->capabilities("toy/datagrams");
  CHECK((caps.peer && caps.authorize.empty() && caps.modes.size() == 2));
  Transcript transcript;
  Stage stage{.target = *target,
              .caps = caps,
              .role = Role::peer,
              .effort = Effort::quick,
              .timeout_scale = 1,
              .keys = KeySource(Rng(Bytes(32))),
              .rng = Rng(Bytes(32)),
              .transcript = transcript};
  Conversation line(stage, full_request());
  CHECK(line.receive_datagram()->address == "opened");
  line.send_from("here", Bytes{5});
  line.send_from("there", Bytes{6});
  CHECK(line.receive_datagram()->address == "here");
  CHECK(line.receive_datagram()->data == Bytes{6});
  line.at(9);
  CHECK(clock_of(line.receive_datagram()->data) == 9);
  CHECK_FALSE(line.receive_datagram(10));
}

TEST_CASE("a value out of its range and a mode that is none are refused by name") {
  const auto target = hsp_target(toy_datagrams(), ways[0], 5);
  const auto refuses = [&](const std::function<void(OpenRequest&)>& change,
                           const std::string& what) {
    OpenRequest request = full_request();
    change(request);
    CHECK_THROWS_WITH(target->open(request), Contains(what));
  };
  refuses([](auto& r) { r.mode = "sideways"; }, "mode sideways");
  refuses([](auto& r) { r.bytes["zq"] = {}; }, "params.zq");
  refuses([](auto& r) { r.bytes["psk"] = Bytes(33); }, "33 bytes, not 16 to 32");
  refuses([](auto& r) { r.numbers["limit"] = 100; }, "not 1 to 99");
  refuses([](auto& r) { r.texts["name"] = "nine char"; }, "not 1 to 8");
  refuses([](auto& r) { r.records["directory"][0].bytes.erase("pk"); }, "of \\\"directory\\\" is");
}

TEST_CASE("a shim over datagrams is checked by the same rules") {
  for (const auto& [rule, passed, seen] :
       check_shim(toy_datagrams(), {.argv = ways[0], .timeout_scale = 1})) {
    CAPTURE(rule, seen);
    CHECK(passed);
  }
}
