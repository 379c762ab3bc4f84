// SPDX-License-Identifier: MIT
#pragma once

#include <functional>

#include "reference/tests/wiping/secrets.hpp"

namespace assay::reference::tests {

// One function or one path through a state machine; all that it made is destroyed when it returns.
// True when it ended as its name says.
struct Scenario {
  std::string name;
  std::function<bool(const Material&, Form)> run;
};

std::vector<Scenario> scenarios();
// They know one form of ephemeral.
std::vector<Scenario> ladder_scenarios();

}  // namespace assay::reference::tests
