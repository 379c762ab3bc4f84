// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "conformance/ladder/formulas.hpp"
#include "conformance/ladder/tests/played.hpp"

using namespace assay;
using namespace assay::rungs;

namespace {

using terms::Step;

// A header that is the associated data of the message's own box is compared by opening it; a box
// without a tag refuses nothing.
bool changes_nothing(const Rung& rung, const Step& step) {
  if (step.kind == Step::Kind::open) return rung.message(step.letter.back() - '0').boxed.empty();
  return step.reason == "bad_frame" && !rung.message(step.letter.back() - '0').boxed.empty();
}

// The row that must notice, from what the check is for (spec/ladder.md §5).
std::string row_of(const Step& step, Role role) {
  const std::string proof = role == Role::server ? "P02" : "P03";
  if (step.reason == "bad_frame" || step.reason == "not_authorized") return "C";
  if (step.reason == "low_order_point") return "P01";
  return step.letter == "ack" ? "P05" : proof;
}

bool can_be_left_out(const Step& step) {
  return step.kind == Step::Kind::check || step.kind == Step::Kind::open ||
         step.kind == Step::Kind::ask;
}

std::set<std::string> broken_without(const Rung& rung, Role role, std::size_t step) {
  const MakeMachine make = [role, step](const Rung& one, const RungSettings& s) {
    return twisted_machine(
        one, s, {.skipped = s.role == role ? std::vector{step} : std::vector<std::size_t>{}});
  };
  const std::string mode = rung.has_names() ? std::string(id_is_key) : "";
  return rows_that_are(played(rung, mode, make, {role}), RowVerdict::broken);
}

}  // namespace

TEST_CASE("every check of every rung that is left out is noticed on the row that it is for") {
  int left_out = 0, nothing = 0;
  for (const Rung& rung : all_rungs()) {
    for (const Role role : {Role::server, Role::client}) {
      const auto& steps = rung_book(rung, std::string(id_is_key)).steps.at(role);
      for (std::size_t i = 0; i < steps.size(); ++i) {
        if (!can_be_left_out(steps[i])) continue;
        INFO(rung.name << " " << name(role) << ", " << steps[i].letter << ": " << steps[i].reason);
        const std::set<std::string> broken = broken_without(rung, role, i);
        const bool same = changes_nothing(rung, steps[i]);
        (same ? nothing : left_out) += 1;
        const std::string row = std::string(name(role)) + "." + row_of(steps[i], role);
        if (same) CHECK(broken == std::set<std::string>{});
        if (!same) CHECK(broken.contains(row));
      }
    }
  }
  CHECK(left_out > 100);
  CHECK(nothing > 10);
}
