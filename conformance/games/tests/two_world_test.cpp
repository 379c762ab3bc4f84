// SPDX-License-Identifier: MIT
#include "conformance/games/two_world.hpp"

#include <catch2/catch.hpp>

namespace assay {
namespace {

const std::vector<Rule> rules{
    {"msg1", Likeness::identical}, {"msg3", Likeness::same_length}, {"msg4", Likeness::absent}};

Result play(const World& world) {
  Rng coin(Bytes(32, 1));
  return two_worlds(coin, 16, rules, world);
}

std::vector<Sighting> sound(int world) {
  return {{"msg1", {1, 2}}, {"msg3", Bytes(3, static_cast<std::uint8_t>(world))}, {"msg4", {}}};
}

TEST_CASE("worlds that keep every rule cannot be told apart") {
  const Result r = play(sound);
  CHECK(r.verdict == Verdict::withstood);
  CHECK(r.observed ==
        "16 trials of two worlds, 3 rules each, no difference; every planted one noticed");
}

TEST_CASE("each rule that one world breaks tells them apart") {
  const std::pair<std::size_t, std::string> broken[] = {
      {0, "msg1: 2 bytes in one world, 3 in the other"},
      {1, "msg3: 3 bytes in one world, 4 in the other"},
      {2, "msg4: 0 and 1 bytes where there should be none"}};
  for (const auto& [which, how] : broken) {
    const Result r = play([which](int world) {
      auto seen = sound(world);
      if (world == 1) seen[which].seen.push_back(0);
      return seen;
    });
    CHECK(r.verdict == Verdict::succeeded);
    CHECK(r.observed.starts_with(how));
  }
}

TEST_CASE("equal lengths do not satisfy a rule that asks for equal bytes") {
  const Result r = play([](int world) {
    auto seen = sound(world);
    seen[0].seen[1] = static_cast<std::uint8_t>(world);
    return seen;
  });
  CHECK(r.observed == "msg1: 0100 in one world, 0101 in the other (trial 1 of 16)");
}

TEST_CASE("a message that is in both worlds is not absent") {
  const Result r = play([](int world) {
    auto seen = sound(world);
    seen[2].seen = {5};
    return seen;
  });
  CHECK(r.verdict == Verdict::succeeded);
}

TEST_CASE("the coin lets either world come first") {
  std::vector<int> order;
  play([&](int world) {
    order.push_back(world);
    return sound(world);
  });
  int zero_first = 0;
  for (std::size_t i = 0; i < order.size(); i += 2) zero_first += order[i] == 0;
  CHECK(order.size() == 32);
  CHECK(zero_first > 0);
  CHECK(zero_first < 16);
}

TEST_CASE("a rule for something that is never looked at is a mistake of the game") {
  Rng coin(Bytes(32, 1));
  CHECK_THROWS_AS(two_worlds(coin, 1, {{"msg2", Likeness::absent}}, sound), std::logic_error);
}

TEST_CASE("more effort plays more pairs of worlds") {
  CHECK(two_world_trials(Effort::quick) == 4);
  CHECK(two_world_trials(Effort::normal) == 16);
  CHECK(two_world_trials(Effort::full) == 200);
}

}  // namespace
}  // namespace assay
