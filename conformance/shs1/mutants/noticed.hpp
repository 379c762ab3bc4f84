// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include "conformance/terms/terms.hpp"

// Which row must notice a mistake in the formulas or steps, and by which case: argued from
// spec/shs1.md and spec/claims/shs1.json, before anything is run.
namespace assay::mutants {

struct Notice {
  std::string row, attack;  // server.P02, server.C05
  std::string slug;         // of the case; empty: the attack has but one
  std::string because;
};

// By whoever verifies, and takes what is made with the slip beside what is right. `how` is the
// slip's manner. Throws std::out_of_range for a slip of which the tables say nothing.
Notice notice_of(const terms::Slip& slip, const std::string& how);

// By two ends that make the slip alike, so that they understand each other: what is taken of anyone
// is no proof. Nothing where that would show on row C alone, or not at all: of an order that both
// agree on nothing follows.
std::optional<Notice> notice_where_alike(const terms::Slip& slip, const std::string& how);

// Of a check that is left out.
struct CheckNotice {
  std::string row = {};  // empty: nothing changes
  std::string because = {};
};
CheckNotice notice_of(const terms::Step& step, Role role);

}  // namespace assay::mutants
