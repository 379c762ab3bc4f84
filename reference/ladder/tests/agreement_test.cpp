// SPDX-License-Identifier: MIT
#include <rapidcheck.h>

#include <catch2/catch.hpp>

#include "reference/ladder/tests/support.hpp"

namespace assay::ladder::tests {
namespace {

Bytes32 any_bytes() { return *rc::gen::arbitrary<Bytes32>(); }

TEST_CASE("Both ends of every rung agree on keys and names, whatever the keys, in every mode",
          "[many]") {
  CHECK(rc::check([] {
    Setup setup;
    setup.A.seed = any_bytes();
    setup.B.seed = any_bytes();
    setup.x = any_bytes();
    setup.y = any_bytes();
    setup.mode = *rc::gen::elementOf(modes);
    for (const Proto P : all_rungs) {
      const Run honest = run(P, setup);
      RC_ASSERT(honest.both_done() && honest.same_keys());
      RC_ASSERT(honest.initiator.app_i != honest.initiator.app_r);
      const bool named = P != Proto::dh;
      RC_ASSERT(honest.initiator.peer ==
                (named ? std::optional(setup.name_of(setup.B)) : std::nullopt));
      RC_ASSERT(honest.responder.peer ==
                (named ? std::optional(setup.name_of(setup.A)) : std::nullopt));
    }
  }));
}

TEST_CASE("Another scalar, or another rung, gives other keys") {
  std::vector<Bytes32> seen;
  for (const Proto P : all_rungs) {
    Setup other;
    other.y = filled(0x33);
    for (const End& end : {run(P).initiator, run(P, other).initiator}) {
      seen.push_back(end.app_i);
      seen.push_back(end.app_r);
    }
  }
  std::ranges::sort(seen);
  CHECK(std::ranges::adjacent_find(seen) == seen.end());
}

TEST_CASE("Messages are as long as the table of the rungs says") {
  const std::vector<std::vector<std::size_t>> bodies = {
      {36, 36},           {132, 132},         {36, 132, 100},    {68, 132, 68},  {36, 148, 116},
      {36, 164, 132},     {36, 132, 100},     {36, 132, 100},    {36, 164, 132}, {36, 180, 148},
      {36, 36, 148, 148}, {36, 36, 116, 116}, {36, 180, 148, 36}};
  for (std::size_t i = 0; i < all_rungs.size(); ++i) {
    std::vector<std::size_t> lengths;
    for (const Framed& message : run(all_rungs.at(i)).sent) {
      lengths.push_back(message.size() - 2);
      CHECK(frame_bytes(Bytes(message).first<2>()) == message.size());
    }
    CHECK(lengths == bodies.at(i));
  }
}

TEST_CASE("A frame that is longer than any message is refused from its first two bytes") {
  const auto told = [](std::uint8_t high, std::uint8_t low) {
    return frame_bytes(std::array<std::uint8_t, 2>{high, low});
  };
  CHECK(told(0, 0) == 2);
  CHECK(told(0, 180) == 182);
  CHECK(told(0, 181) == std::unexpected(Reject::bad_frame));
  CHECK(told(1, 0) == std::unexpected(Reject::bad_frame));
  CHECK(told(255, 255) == std::unexpected(Reject::bad_frame));
}

TEST_CASE("The application is asked once, about A, and its no is the end") {
  for (const Mode mode : modes) {
    for (const Proto P : all_rungs) {
      if (P == Proto::dh) continue;
      Setup setup;
      setup.mode = mode;
      CHECK(run(P, setup).responder.asked == std::vector{setup.name_of(setup.A)});
      setup.admitted = false;
      const Run denied = run(P, setup);
      CHECK(denied.responder.asked == std::vector{setup.name_of(setup.A)});
      CHECK(denied.responder.rejected == Reject::not_authorized);
      CHECK_FALSE(denied.responder.done);
    }
  }
}

}  // namespace
}  // namespace assay::ladder::tests
