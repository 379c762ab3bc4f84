// SPDX-License-Identifier: MIT
#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "conformance/engine/run.hpp"

namespace assay::cli {

// Shows on stderr how far a run is: a live line on a terminal; elsewhere a plain line every ten
// seconds, for as long as it exists.
class ProgressLine {
 public:
  ProgressLine();
  ~ProgressLine();
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  Progress after_each_case();

 private:
  void tell(const std::string& attack, int done, int total);
  void tick(const std::stop_token& over);

  const bool live_;
  std::mutex mutex_;
  std::condition_variable_any woken_;
  std::string last_ = "no case has ended yet";
  std::jthread ticker_;
};

}  // namespace assay::cli
