// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <thread>

#include "conformance/shs1/attacks/attacks.hpp"

// R: the time limit that an implementation offers is kept (spec/shs1.md §7; who offers none leaves
// it to the caller). Nothing is read, so that a limit which passes early does no harm.
namespace assay::mallory {
namespace {

constexpr int limit_ms = 50;

OpenRequest with_limit(Stage& stage, const Keys& keys) {
  OpenRequest request = open_target(stage, keys);
  request.timeout = stage.deadline(limit_ms);
  return request;
}

// A good msg1, or what may yet become a msg2.
Bytes first_message(Stage& stage, const Keys& keys) {
  return hello(keys.K, base(stage.rng.bytes(32)));
}

Result waits(const Conversation& line) {
  return {Verdict::hung, fmt::format("it still waits, long after its own limit of {} ms: {}",
                                     limit_ms, line.summary())};
}

Result ends_by_itself(Stage& stage, std::size_t bytes) {
  const Keys keys = Keys::draw(stage.keys);
  Conversation line(stage, with_limit(stage, keys));
  if (bytes > 0) line.send(View(first_message(stage, keys)).first(bytes));
  const auto ended = [](const Conversation& c) { return c.ended(); };
  if (!line.wait(ended)) return waits(line);
  return {Verdict::withstood, line.summary()};
}

Case silence(std::string slug, std::string change, std::size_t bytes) {
  return {.slug = std::move(slug), .change = std::move(change), .run = [bytes](Stage& st) {
            return ends_by_itself(st, bytes);
          }};
}

// J01
std::vector<Case> silences(Stage& stage) {
  if (stage.role == Role::client) {
    return {silence("from-the-start", "nothing instead of msg2", 0),
            silence("inside-msg2", "half of msg2, then nothing", 32)};
  }
  return {silence("from-the-start", "nothing instead of msg1", 0),
          silence("inside-msg1", "half of msg1, then nothing", 32),
          silence("after-msg1", "msg1, then nothing", 64)};
}

// J02: whoever is patient holds a connection for as long as he likes. Each byte comes well within
// the limit, and all of them take four.
Result dripped(Stage& stage) {
  const Keys keys = Keys::draw(stage.keys);
  Conversation line(stage, with_limit(stage, keys));
  const Bytes message = first_message(stage, keys);
  for (const std::uint8_t byte : View(message).first(20)) {
    line.send(Bytes{byte});
    std::this_thread::sleep_for(std::chrono::microseconds(stage.deadline(limit_ms)) / 5);
    line.poll();
    if (line.ended()) return {Verdict::withstood, line.summary()};
  }
  if (stage.caps.timeout_kind == "total") return waits(line);
  return {Verdict::policy, "its limit starts anew with every read, as it declares"};
}

}  // namespace

std::vector<Attack> r_time_limits_attacks() {
  constexpr const char* refusal = "refused once its time limit has passed";
  constexpr const char* section = "spec/shs1.md#7";
  return in_both_roles(
      {{.id = "J01",
        .slug = "silence",
        .role = Role::server,
        .meaning = "A silent peer keeps its session open for ever.",
        .expected = refusal,
        .spec = section,
        .likely = "the time limit is not set, or only for some of the messages",
        .needs = {"timeout_ms"},
        .control = honest_run,
        .cases = silences},
       {.id = "J02",
        .slug = "an-byte-at-a-time",
        .role = Role::server,
        .meaning = "A slow peer keeps its session open beyond the limit on all of it.",
        .expected = refusal,
        .spec = section,
        .likely = "the limit starts anew with every read",
        .needs = {"timeout_ms"},
        .control = honest_run,
        .cases =
            single("the first 20 bytes of msg1 or msg2, one every fifth of the limit", dripped)}});
}

}  // namespace assay::mallory
