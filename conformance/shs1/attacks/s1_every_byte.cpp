// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "conformance/shs1/attacks/stream_session.hpp"
#include "conformance/terms/rows.hpp"

// S1: every byte of the stream is authenticated (spec/box-stream.md §4).
namespace assay::mallory {
namespace {

using Order = std::vector<std::size_t>;

// Three packets of 24 bytes each arrive in `order`; what is in its place at the front may be
// delivered.
Result out_of_order(Stage& stage, const Order& order) {
  Live live = live_session(stage);
  std::vector<Bytes> wire, bodies;
  for (int i = 0; i < 3; ++i) {
    bodies.push_back(stage.rng.bytes(24));
    wire.push_back(live.out.packet(bodies.back()).wire());
  }
  Bytes allowed;
  for (std::size_t i = 0; i < order.size() && order[i] == i; ++i) allowed = cat(allowed, bodies[i]);
  for (const std::size_t i : order) live.line.send(wire[i]);
  return stream_refused(live, allowed);
}

Case arriving(std::string slug, Order order) {
  return {.slug = std::move(slug),
          .change = fmt::format("packets 0, 1, 2 arrive as {}", fmt::join(order, ", ")),
          .run = [order](Stage& stage) { return out_of_order(stage, order); }};
}

// I01
std::vector<Case> swapped(Stage&) {
  return {arriving("first", {1, 0, 2}), arriving("later", {0, 2, 1})};
}

// I02
std::vector<Case> replayed(Stage&) {
  return {arriving("at-once", {0, 0, 1}), arriving("later", {0, 1, 0})};
}

// I03
std::vector<Case> dropped(Stage&) {
  return {arriving("first", {1, 2}), arriving("middle", {0, 2})};
}

// I04: a packet of 8 bytes on the wire is 16 bytes of tag, 18 of header, 8 of body.
constexpr std::size_t small_body = 8;

std::string_view region(std::size_t byte) {
  return byte < 16 ? "header-tag" : byte < header_bytes ? "header" : "body";
}

Result bit_flipped(Stage& stage, const terms::Flip& f) {
  Live live = live_session(stage);
  Bytes wire = live.out.packet(stage.rng.bytes(small_body)).wire();
  wire[f.byte] ^= static_cast<std::uint8_t>(1 << f.bit);
  live.line.send(wire);
  return stream_refused(live, {});
}

std::vector<Case> flipped(Stage& stage) {
  std::vector<Case> cases;
  for (const terms::Flip& f : terms::flips(stage, header_bytes + small_body)) {
    cases.push_back({.slug = fmt::format("{}-{}", region(f.byte), f.slug),
                     .change = fmt::format("packet[{}] ^= {:#04x}", f.byte, 1 << f.bit),
                     .run = [f](Stage& st) { return bit_flipped(st, f); }});
  }
  return cases;
}

// I10. `more` is made once goodbye is: what follows it, in a slice of its own or in goodbye's.
using After = std::function<Bytes(Stage&, Live&)>;

Result after_goodbye(Stage& stage, const After& more, bool joined) {
  Live live = live_session(stage);
  if (live.echoes) throw Unsupported("stream: an echo ends with goodbye, whatever comes after");
  const Bytes before = stage.rng.bytes(24);
  live.line.send(live.out.packet(before).wire());
  const Bytes goodbye = live.out.goodbye(), rest = more(stage, live);
  live.line.send(joined ? cat(goodbye, rest) : goodbye);
  live.line.wait([](const Conversation& c) { return c.find(Event::Kind::end) != nullptr; });
  if (!joined) live.line.send(rest);
  settle(live);
  const Bytes got = live.line.delivered();
  if (got.size() > before.size()) {
    return {Verdict::succeeded,
            fmt::format("{} bytes that follow goodbye were delivered", got.size() - before.size())};
  }
  if (live.line.find(Event::Kind::end) == nullptr) {
    return {Verdict::hung, "the application was told of no end; " + live.line.summary()};
  }
  return {Verdict::withstood, live.line.summary()};
}

std::vector<Case> data_after_goodbye(Stage&) {
  const After under_goodbyes_nonce = [](Stage& st, Live& live) {
    return live.out.packet(st.rng.bytes(24)).wire();
  };
  const After under_next_nonce = [](Stage& st, Live& live) {
    live.out.N = nonce_after(live.out.N, 2);
    return live.out.packet(st.rng.bytes(24)).wire();
  };
  const After junk = [](Stage& st, Live&) { return st.rng.bytes(64); };
  const auto make = [](std::string slug, std::string change, After more, bool joined) {
    return Case{.slug = std::move(slug),
                .change = std::move(change),
                .run = [more, joined](Stage& st) { return after_goodbye(st, more, joined); }};
  };
  return {
      make("packet", "goodbye, then a packet under goodbye's nonce", under_goodbyes_nonce, false),
      make("next-nonce", "goodbye, then a packet under the nonce after it", under_next_nonce,
           false),
      make("same-slice", "goodbye and a packet under its nonce, in one slice", under_goodbyes_nonce,
           true),
      make("junk", "goodbye, then 64 random bytes", junk, false)};
}

// I14
Result packet_reflected(Stage& stage) {
  Live live = live_session(stage);
  const Bytes body = stage.rng.bytes(24);
  live.write(body);
  const auto wire = live.line.receive(header_bytes + body.size());
  if (!wire) throw ControlFailed("stream: it wrote no packet: " + live.line.summary());
  live.unread = *wire;
  live.line.send(*wire);
  return stream_refused(live, live.echoes ? View(body) : View());
}

Result goodbye_reflected(Stage& stage) {
  Live live = live_session(stage);
  live.finish();
  const auto wire = live.line.receive(header_bytes);
  if (!wire) throw ControlFailed("stream: it wrote no goodbye: " + live.line.summary());
  if (live.line.close() >= Close::fin)
    throw Unsupported("reading on after finish: the target closes");
  live.line.send(*wire);
  return stream_refused(live, {});
}

std::vector<Case> reflected(Stage&) {
  return {
      {.slug = "packet", .change = "its own first packet is sent to it", .run = packet_reflected},
      {.slug = "goodbye", .change = "its own goodbye is sent to it", .run = goodbye_reflected}};
}

}  // namespace

std::vector<Attack> s1_attacks() {
  constexpr const char* error = "an error, and nothing of the offending packet delivered";
  constexpr const char* section = "spec/box-stream.md#4";
  constexpr const char* count = "the nonce does not count packets";
  return for_both_roles(
      {{"I01", "packets-swapped", "Packets that arrive in another order were delivered.", error,
        section, count, swapped},
       {"I02", "packet-replayed", "A packet was delivered twice.", error, section, count, replayed},
       {"I03", "packet-dropped", "Data was delivered although a packet before it was left out.",
        error, section, count, dropped},
       {"I04", "bit-flipped", "A packet that was tampered with was delivered, or taken for an end.",
        error, section, "the tag of the header or of the body is not checked, or only in part",
        flipped},
       {"I10", "data-after-goodbye", "Data that came after the stream's end was delivered.",
        "nothing delivered after goodbye", section, "the reader goes on after goodbye",
        data_after_goodbye},
       {"I14", "reflected", "The target took for its peer's what it had written itself.", error,
        section, "both directions share key and nonce", reflected}});
}

}  // namespace assay::mallory
