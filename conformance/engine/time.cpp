// SPDX-License-Identifier: MIT
#include "conformance/engine/time.hpp"

#include <thread>

namespace assay {

const Timekeeper& real_time() {
  static const Timekeeper real{
      .now = [] { return std::chrono::steady_clock::now(); },
      .pass = [](std::chrono::milliseconds span) { std::this_thread::sleep_for(span); }};
  return real;
}

}  // namespace assay
