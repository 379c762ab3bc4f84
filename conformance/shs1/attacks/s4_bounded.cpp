// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "conformance/shs1/attacks/stream_session.hpp"

// S4: memory is bounded (spec/box-stream.md §5).
namespace assay::mallory {
namespace {

// I11. The body follows its header in a slice of its own, or never. A cap of 65,535 is as good as
// 4096.
Result beyond_the_cap(Stage& stage, std::size_t length, bool supplied) {
  Live live = live_session(stage);
  const Bytes body = stage.rng.bytes(length);
  const Frame f = live.out.packet(body);
  live.line.send(f.header);
  if (supplied) live.line.send(f.body);
  const auto done = [&](const Conversation&) {
    return live.ended_cleanly().has_value() || live.delivered().size() >= length;
  };
  if (supplied) {
    live.line.wait(done);
    if (live.delivered() == body) return {Verdict::policy, "delivered: its cap is above 4096"};
    return stream_refused(live, {});
  }
  if (live.line.wait(done, settle_ms)) return stream_refused(live, {});
  live.line.eof(Eof::fin);
  Result r = stream_refused(live, {});
  r.observed += "; it waited for the body, so its cap is above 4096";
  return r;
}

std::vector<Case> announced(Stage&) {
  std::vector<Case> cases;
  for (const std::size_t n : {4097u, 4131u, 32769u, 65535u}) {
    for (const bool supplied : {true, false}) {
      const std::string_view how = supplied ? "supplied" : "withheld";
      cases.push_back({.slug = fmt::format("{}-{}", n, how),
                       .change = fmt::format("an authenticated body of {} bytes, {}", n, how),
                       .run = [=](Stage& st) { return beyond_the_cap(st, n, supplied); }});
    }
  }
  return cases;
}

}  // namespace

std::vector<Attack> s4_attacks() {
  return for_both_roles(
      {{"I11", "beyond-the-cap", "A length that the peer announced was too much for the target.",
        "refused, or delivered whole: a cap of 4096 or of 65,535 is policy", "spec/box-stream.md#5",
        "a buffer of fixed size is indexed with the announced length", announced}});
}

}  // namespace assay::mallory
