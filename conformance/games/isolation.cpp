// SPDX-License-Identifier: MIT
#include "conformance/games/isolation.hpp"

namespace assay {

void require_two_sessions(const Stage& stage) {
  if (stage.caps.sessions < 2) throw Unsupported("two sessions at once");
}

Result undisturbed(const Stage& stage, const std::function<void()>& run) {
  require_two_sessions(stage);
  try {
    run();
    return {Verdict::withstood, "both sessions end as if they were alone"};
  } catch (const ControlFailed& e) {
    return {Verdict::succeeded, e.what()};
  }
}

void by_turns(const Turn& one, const Turn& two, Leads leads) {
  bool first = one(), second = two();
  while (first || second) {
    if (leads == Leads::two && second) second = two();
    if (first) first = one();
    if (leads == Leads::one && second) second = two();
  }
}

}  // namespace assay
