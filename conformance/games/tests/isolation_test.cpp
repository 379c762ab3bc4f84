// SPDX-License-Identifier: MIT
#include "conformance/games/isolation.hpp"

#include <catch2/catch.hpp>

using namespace assay;

namespace {

// The order in which two sessions of so many turns have them.
std::string order(int one, int two, Leads leads) {
  std::string played;
  const auto turns = [&](char who, int& left) {
    return [&played, &left, who] { return played += who, --left > 0; };
  };
  by_turns(turns('1', one), turns('2', two), leads);
  return played;
}

}  // namespace

TEST_CASE(
    "two sessions have their turns, and the one that leads goes first after the first round") {
  CHECK(order(2, 2, Leads::one) == "1212");
  CHECK(order(2, 2, Leads::two) == "1221");
  CHECK(order(1, 3, Leads::one) == "1222");
  CHECK(order(3, 1, Leads::two) == "1211");
}
