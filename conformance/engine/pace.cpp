// SPDX-License-Identifier: MIT
#include "conformance/engine/pace.hpp"

#include <algorithm>

namespace assay {
namespace {

constexpr double margin = 10;  // over the slowest that was seen
// Patient waits in vain; one, of a target that never said anything.
constexpr int convincing = 3, convincing_of_honest_runs = 8;

}  // namespace

double Pace::deadline(double nominal) const {
  const bool mute = !seen_ && silences() > convincing;
  return seen_ || mute ? std::min(nominal, std::max(floor, margin * slowest_)) : nominal;
}

bool Pace::patient() const {
  if (!seen_) return silences() == 0;
  return honest ? honest_silences_ < convincing_of_honest_runs : silences_ < convincing;
}

double Pace::limit(double nominal) const { return (patient() ? patience : 1) * deadline(nominal); }

void Pace::came(double after) {
  seen_ = true;
  slowest_ = std::max(slowest_, after);
}

}  // namespace assay
