// SPDX-License-Identifier: MIT
#include "conformance/engine/pace.hpp"

#include <catch2/catch.hpp>

namespace assay {

TEST_CASE("A target of which nothing is known has the whole deadline, ten times") {
  const Pace pace;
  CHECK(pace.deadline(2000) == 2000);
  CHECK(pace.limit(2000) == 20000);
}

TEST_CASE("A deadline is ten times what the target was seen to need, within its bounds") {
  Pace pace;
  pace.came(1);
  CHECK(pace.deadline(2000) == Pace::floor);
  pace.came(100), pace.came(1);
  CHECK(pace.deadline(2000) == 1000);
  pace.came(1000);
  CHECK(pace.deadline(2000) == 2000);
  CHECK(pace.deadline(100) == 100);
}

TEST_CASE("Silence is listened to for ten deadlines, until it was heard three times") {
  Pace pace;
  pace.came(1);
  for (int i = 0; i < 3; ++i) {
    CHECK(pace.limit(2000) == 10 * Pace::floor);
    pace.stayed_away();
  }
  CHECK(pace.limit(2000) == Pace::floor);
  pace.honest = true;
  CHECK(pace.limit(2000) == 10 * Pace::floor);
}

TEST_CASE("A target that never said anything is listened to patiently but once") {
  Pace pace;
  pace.honest = true;
  pace.stayed_away();
  CHECK(pace.limit(2000) == 2000);
  for (int i = 0; i < 3; ++i) pace.stayed_away();
  CHECK(pace.limit(2000) == Pace::floor);
}

}  // namespace assay
