// SPDX-License-Identifier: MIT
#include "conformance/shs1/rare_runs.hpp"

#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "conformance/shs1/tests/rows.hpp"

namespace assay::mallory {

TEST_CASE("the constants of every rare run have the shape that it is named for") {
  for (const RareShape& shape : rare_shapes()) {
    INFO(shape.slug);
    CHECK(shape.holds(rare_terms(shape, Role::server, shape.for_server)));
    CHECK(shape.holds(rare_terms(shape, Role::client, shape.for_client)));
  }
}

// Prints the table's numbers: for a shape that is new.
TEST_CASE("the first try that has a shape is looked for", "[.search]") {
  for (const RareShape& shape : rare_shapes()) {
    const auto first = [&](Role role) {
      unsigned attempt = 0;
      while (!shape.holds(rare_terms(shape, role, attempt))) ++attempt;
      return attempt;
    };
    fmt::print("{} {} {}\n", shape.slug, first(Role::server), first(Role::client));
  }
}

TEST_CASE("the reference completes every rare run, and says in which it could not be put") {
  const auto target = shs1_protocols().front().reference("");
  const Report report = run_attacks(*target, {"A00"});
  REQUIRE(report.attacks.size() == 2);
  for (const AttackResult& a : report.attacks) {
    for (const RareShape& shape : rare_shapes()) {
      const auto c = std::ranges::find(a.cases, shape.slug, &CaseResult::slug);
      REQUIRE(c != a.cases.end());
      INFO(a.attack->name() << " " << c->slug << ": " << c->observed);
      CHECK(c->verdict == Verdict::withstood);
    }
  }
}

}  // namespace assay::mallory
