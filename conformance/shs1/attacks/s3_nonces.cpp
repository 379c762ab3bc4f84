// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <set>

#include "conformance/shs1/attacks/stream_session.hpp"

// S3: nonces are unique (spec/box-stream.md §2, §3).
namespace assay::mallory {
namespace {

// I22: whatever follows the target's goodbye.
Result silent_after_goodbye(Live& live) {
  settle(live);
  if (live.unread.empty()) return {Verdict::withstood, live.line.summary()};
  const std::size_t n = live.unread.size();
  const bool same_nonce = live.in.next(live.unread).has_value() && n > live.unread.size();
  return {Verdict::succeeded, fmt::format("it wrote {} bytes after its goodbye{}", n,
                                          same_nonce ? ", under goodbye's nonce" : "")};
}

Result written_after_goodbye(Stage& stage) {
  Live live = live_session(stage);
  live.finish();
  expect_goodbye(live);
  live.write(stage.rng.bytes(24));
  return silent_after_goodbye(live);
}

Result second_goodbye(Stage& stage, bool answered) {
  Live live = live_session(stage);
  if (answered) {
    live.line.send(live.out.goodbye());
    expect_clean_end(live);
  }
  live.finish();
  expect_goodbye(live);
  live.finish();
  return silent_after_goodbye(live);
}

std::vector<Case> after_own_goodbye(Stage&) {
  return {{.slug = "data", .change = "finish, then send", .run = written_after_goodbye},
          {.slug = "goodbye",
           .change = "finish, then finish",
           .run = [](Stage& st) { return second_goodbye(st, false); }},
          {.slug = "goodbye-answered",
           .change = "the peer's goodbye, finish, then finish",
           .run = [](Stage& st) { return second_goodbye(st, true); }}};
}

// I23. The nonce of a box, as its distance from N; boxes further away than `window` are not looked
// for.
constexpr std::size_t window = 32;

std::size_t nonce_of(const Bytes& k, const Bytes& N, View boxed, Bytes& plain) {
  for (std::size_t steps = 0; steps < window; ++steps) {
    if (const auto opened = open(k, nonce_after(N, steps), boxed)) {
      plain = *opened;
      return steps;
    }
  }
  throw ControlFailed(fmt::format("stream: a box opens under none of the first {} nonces", window));
}

struct Boxes {
  std::vector<std::size_t> nonces;  // of each box, in order
  std::size_t data = 0;             // bytes in the bodies
};

// Takes whole packets off the front of `wire`, however the target cut its data into them.
void look_at(const Bytes& k, const Bytes& N, Bytes& wire, Boxes& boxes) {
  while (wire.size() >= header_bytes) {
    Bytes plain, body;
    const std::size_t header = nonce_of(k, N, View(wire).first(header_bytes), plain);
    const std::size_t length = static_cast<std::size_t>(plain[0] << 8 | plain[1]);
    if (wire.size() < header_bytes + length) return;
    const View cipher = View(wire).subspan(header_bytes, length);
    const std::size_t sealed = nonce_of(k, N, cat(View(plain).subspan(2), cipher), body);
    boxes.nonces.insert(boxes.nonces.end(), {header, sealed});
    boxes.data += length;
    wire.erase(wire.begin(), wire.begin() + static_cast<std::ptrdiff_t>(header_bytes + length));
  }
}

// Not honest_stream: where nonces repeat an honest stream fails, and this attack says why.
void honest_handshake(Stage& stage) {
  require_stream(stage);
  honest_run(stage);
}

Result same_plaintext_again(Stage& stage) {
  Live live = live_session(stage);
  const bool server = stage.role == Role::server;
  const Bytes k = server ? live.t.key_to_client() : live.t.key_to_server();
  const Bytes N = server ? live.t.nonce_to_client() : live.t.nonce_to_server();
  const Bytes text = stage.rng.bytes(64);
  Boxes boxes;
  for (std::size_t written = text.size(); written <= 3 * text.size(); written += text.size()) {
    live.write(text);
    live.line.wait([&](const Conversation&) {
      live.collect();
      look_at(k, N, live.unread, boxes);
      return boxes.data >= written;
    });
    if (boxes.data != written) throw ControlFailed("stream: it did not write what it was given");
  }
  const std::set<std::size_t> distinct(boxes.nonces.begin(), boxes.nonces.end());
  return {distinct.size() == boxes.nonces.size() ? Verdict::withstood : Verdict::succeeded,
          fmt::format("boxes under N + {}", fmt::join(boxes.nonces, ", "))};
}

}  // namespace

std::vector<Attack> s3_attacks() {
  return for_both_roles(
      {{"I22", "after-own-goodbye", "The target wrote a second box under the nonce of its goodbye.",
        "nothing written after goodbye", "spec/box-stream.md#3",
        "goodbye neither advances the nonce nor bars later writes", after_own_goodbye},
       {"I23", "same-plaintext-again",
        "Two boxes share a keystream, so their XOR is that of what they hold.",
        "every box under a nonce of its own", "spec/box-stream.md#2",
        "the nonce starts again with each write, or is not advanced between header and body",
        single("the same 64 bytes are written three times", same_plaintext_again),
        honest_handshake}});
}

}  // namespace assay::mallory
