// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <functional>

namespace assay {

using TimePoint = std::chrono::steady_clock::time_point;

// Where the engine takes the time from, and how it lets some pass. A test brings a clock of its
// own, so that nothing rests on how fast or how busy the machine is.
struct Timekeeper {
  std::function<TimePoint()> now;
  std::function<void(std::chrono::milliseconds)> pass;
};

const Timekeeper& real_time();

}  // namespace assay
