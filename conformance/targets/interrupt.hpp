// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <chrono>

namespace assay {

// From now on SIGINT, SIGTERM, SIGHUP and SIGQUIT interrupt the run; a second SIGINT or SIGQUIT
// ends the process. A signal that is ignored (nohup) stays so.
void let_signals_interrupt();

// Set by such a signal: nothing is waited for any more, and what the case at hand saw says nothing.
const std::atomic<bool>& interruption();
inline bool interrupted() { return interruption(); }

// Throws Interrupted once the run is interrupted: for every place that starts, or waits for, a
// target.
void stop_where_interrupted();

// What to give poll(2): until the deadline, yet never so long that an interruption goes unseen.
int poll_timeout(std::chrono::steady_clock::time_point deadline);

}  // namespace assay
