// SPDX-License-Identifier: MIT
#include "conformance/targets/interrupt.hpp"

#include <signal.h>

#include <algorithm>

#include "conformance/engine/target.hpp"

namespace assay {
namespace {

constexpr int ending[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};
std::atomic<bool> was_interrupted = false;
static_assert(std::atomic<bool>::is_always_lock_free);

// Who asks twice at a terminal does not want to wait; a terminal that closes may say so twice.
void interrupt(int) {
  was_interrupted = true;
  signal(SIGINT, SIG_DFL);
  signal(SIGQUIT, SIG_DFL);
}

}  // namespace

void let_signals_interrupt() {
  for (const int number : ending) {
    if (signal(number, interrupt) == SIG_IGN) signal(number, SIG_IGN);
  }
}

const std::atomic<bool>& interruption() { return was_interrupted; }

int poll_timeout(std::chrono::steady_clock::time_point deadline) {
  const auto left = std::chrono::ceil<Millis>(deadline - std::chrono::steady_clock::now());
  return static_cast<int>(std::clamp<long>(left.count(), 0, 50));
}

void stop_where_interrupted() {
  if (interrupted()) throw Interrupted("the run was interrupted");
}

}  // namespace assay
