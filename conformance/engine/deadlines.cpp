// SPDX-License-Identifier: MIT
#include "conformance/engine/deadlines.hpp"

#include <fmt/format.h>

#include <thread>

namespace assay {
namespace {

using Clock = std::chrono::steady_clock;

constexpr Millis between_polls{5};

// In units of the limit that silence showed. A byte comes well before the limit, and a session
// outlives the limit clearly when it started anew: at 1.6, against 1.
constexpr double pace = 0.6, clearly_over = 1.3, long_enough = 2.5;

struct Part {
  double at;  // seconds after the start
  Bytes bytes;
};

Wait watch(std::string what, Pending pending, const std::vector<Part>& parts, double until) {
  const auto start = Clock::now();
  const auto elapsed = [&] { return std::chrono::duration<double>(Clock::now() - start).count(); };
  Conversation& line = pending.line;
  std::size_t next = 0;
  while (!line.ended() && elapsed() < until) {
    if (next < parts.size() && elapsed() >= parts[next].at) {
      line.send(parts[next++].bytes);
    } else {
      std::this_thread::sleep_for(between_polls);
      line.poll();
    }
  }
  return {std::move(what), elapsed(), line.ended(), line.ended() ? line.why() : ""};
}

Wait late(Stage& stage, const Begin& begin, std::optional<double> limit, double patience) {
  Pending pending = begin(stage);
  const std::vector<Part> parts = {{limit ? pace * *limit : 0, pending.message}};
  if (!limit) {
    return watch("the first message at once, then silence", std::move(pending), parts, patience);
  }
  return watch(fmt::format("the first message after {:.1f} s, then silence", pace * *limit),
               std::move(pending), parts, long_enough * *limit);
}

Wait drip(Stage& stage, const Begin& begin, double limit) {
  Pending pending = begin(stage);
  std::vector<Part> parts;
  parts.reserve(pending.message.size());
  for (std::size_t i = 0; i < pending.message.size(); ++i) {
    parts.push_back({pace * limit * static_cast<double>(i + 1), {pending.message[i]}});
  }
  return watch(fmt::format("a byte of the first message every {:.1f} s", pace * limit),
               std::move(pending), parts, long_enough * limit);
}

void measure(Stage& stage, const Begin& begin, double patience, Deadlines& d) {
  d.waits.push_back(watch("silence from the start", begin(stage), {}, patience));
  if (d.waits.front().ended) d.limit = d.waits.front().seconds;
  d.waits.push_back(late(stage, begin, d.limit, patience));
  if (!d.limit) return;
  d.waits.push_back(drip(stage, begin, *d.limit));
  d.counted = counted(*d.limit, d.waits[1], d.waits[2]);
}

}  // namespace

std::string_view name(Counted counted) {
  constexpr std::string_view names[] = {"unknown", "total", "per-message", "per-read"};
  return names[static_cast<int>(counted)];
}

Counted counted(double limit, const Wait& late, const Wait& drip) {
  const auto over = [limit](const Wait& w) { return w.seconds > clearly_over * limit; };
  if (!drip.ended) return Counted::per_read;
  if (over(drip)) return Counted::unknown;
  return over(late) ? Counted::per_message : Counted::total;
}

Deadlines measure_deadlines(Stage& stage, const Begin& begin, double patience) {
  Deadlines d{.role = stage.role};
  try {
    measure(stage, begin, patience, d);
  } catch (const TargetError& e) {
    d.note = e.what();
  } catch (const ControlFailed& e) {
    d.note = e.what();
  }
  return d;
}

}  // namespace assay
