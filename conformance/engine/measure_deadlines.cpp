// SPDX-License-Identifier: MIT
#include "conformance/engine/measure_deadlines.hpp"

#include <fmt/format.h>

namespace assay {
namespace {

constexpr Millis between_polls{5};

// In units of the limit that silence showed: a byte comes well before the limit.
constexpr double pace = 0.6, long_enough = 2.5;

struct Part {
  double at;  // seconds after the start
  Bytes bytes;
};

Wait watch(const Timekeeper& time, std::string what, Pending pending,
           const std::vector<Part>& parts, double until) {
  const auto start = time.now();
  const auto elapsed = [&] { return std::chrono::duration<double>(time.now() - start).count(); };
  Conversation& line = pending.line;
  std::size_t next = 0;
  while (!line.ended() && elapsed() < until) {
    if (next < parts.size() && elapsed() >= parts[next].at) {
      line.send(parts[next++].bytes);
    } else {
      time.pass(between_polls);
      line.poll();
    }
  }
  return {std::move(what), elapsed(), line.ended(), line.ended() ? line.why() : ""};
}

Wait late(Stage& stage, const Begin& begin, std::optional<double> limit, double patience) {
  Pending pending = begin(stage);
  const std::vector<Part> parts = {{limit ? pace * *limit : 0, pending.message}};
  if (!limit) {
    return watch(stage.time, "the first message at once, then silence", std::move(pending), parts,
                 patience);
  }
  return watch(stage.time,
               fmt::format("the first message after {:.1f} s, then silence", pace * *limit),
               std::move(pending), parts, long_enough * *limit);
}

Wait drip(Stage& stage, const Begin& begin, double limit) {
  Pending pending = begin(stage);
  std::vector<Part> parts;
  parts.reserve(pending.message.size());
  for (std::size_t i = 0; i < pending.message.size(); ++i) {
    parts.push_back({pace * limit * static_cast<double>(i + 1), {pending.message[i]}});
  }
  return watch(stage.time, fmt::format("a byte of the first message every {:.1f} s", pace * limit),
               std::move(pending), parts, long_enough * limit);
}

void measure(Stage& stage, const Begin& begin, double patience, Deadlines& d) {
  d.waits.push_back(watch(stage.time, "silence from the start", begin(stage), {}, patience));
  if (d.waits.front().ended) d.limit = d.waits.front().seconds;
  d.waits.push_back(late(stage, begin, d.limit, patience));
  if (!d.limit) return;
  d.waits.push_back(drip(stage, begin, *d.limit));
  d.counted = counted(*d.limit, d.waits[1], d.waits[2]);
}

}  // namespace

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
