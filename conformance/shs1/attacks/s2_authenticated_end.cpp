// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "conformance/shs1/attacks/stream_session.hpp"

// S2: the end of the stream is authenticated (spec/box-stream.md §3, §4).
namespace assay::mallory {
namespace {

// The stream is cut: `pieces` arrive, each in a slice of its own, and then FIN.
Result cut_after(Live& live, const std::vector<Bytes>& pieces, View allowed) {
  for (const Bytes& piece : pieces) live.line.send(piece);
  live.line.eof(Eof::fin);
  return stream_refused(live, allowed);
}

Bytes first(View bytes, std::size_t n) {
  const View taken = bytes.first(n);
  return Bytes(taken.begin(), taken.end());
}

// I05
Result cut_between_packets(Stage& stage, std::size_t packets) {
  Live live = live_session(stage);
  std::vector<Bytes> pieces;
  Bytes allowed;
  for (std::size_t i = 0; i < packets; ++i) {
    const Bytes body = stage.rng.bytes(24);
    pieces.push_back(live.out.packet(body).wire());
    allowed = cat(allowed, body);
  }
  return cut_after(live, pieces, allowed);
}

std::vector<Case> between_packets(Stage&) {
  std::vector<Case> cases;
  for (const std::size_t n : {0u, 1u, 2u}) {
    cases.push_back({.slug = fmt::format("after-{}", n),
                     .change = fmt::format("FIN instead of goodbye after {} packets", n),
                     .run = [n](Stage& st) { return cut_between_packets(st, n); }});
  }
  return cases;
}

// I06 and I07: after the header, and after `got` bytes of its body. `before`: a packet goes ahead.
Result cut_in_packet(Stage& stage, std::size_t length, std::size_t got, bool before) {
  Live live = live_session(stage);
  std::vector<Bytes> pieces;
  Bytes allowed;
  if (before) {
    allowed = stage.rng.bytes(24);
    pieces.push_back(live.out.packet(allowed).wire());
  }
  const Frame f = live.out.packet(stage.rng.bytes(length));
  pieces.push_back(f.header);
  if (got > 0) pieces.push_back(first(f.body, got));
  return cut_after(live, pieces, allowed);
}

std::vector<Case> after_header(Stage&) {
  std::vector<Case> cases;
  for (const std::size_t n : {1u, 20u, 34u, 35u, 100u, 4096u}) {
    cases.push_back({.slug = fmt::format("body-{}", n),
                     .change = fmt::format("FIN right after the header of a body of {} bytes", n),
                     .run = [n](Stage& st) { return cut_in_packet(st, n, 0, false); }});
  }
  cases.push_back({.slug = "later-body-20",
                   .change = "FIN right after the second packet's header, body of 20 bytes",
                   .run = [](Stage& st) { return cut_in_packet(st, 20, 0, true); }});
  return cases;
}

std::vector<Case> inside_body(Stage&) {
  std::vector<Case> cases;
  for (const std::size_t got : {1u, 50u, 99u}) {
    cases.push_back({.slug = fmt::format("after-{}", got),
                     .change = fmt::format("FIN after {} bytes of a body of 100", got),
                     .run = [got](Stage& st) { return cut_in_packet(st, 100, got, false); }});
  }
  return cases;
}

// I08
Result cut_in_header(Stage& stage, std::size_t got) {
  Live live = live_session(stage);
  const Bytes body = stage.rng.bytes(24);
  const Bytes whole = live.out.packet(body).wire();
  const Frame cut = live.out.packet(stage.rng.bytes(24));
  return cut_after(live, {whole, first(cut.header, got)}, body);
}

std::vector<Case> inside_header(Stage& stage) {
  std::vector<std::size_t> bytes = {1, 2, 15, 16, 17, 18, 33};
  if (stage.effort == Effort::quick) bytes = {1, 17, 33};
  if (stage.effort == Effort::full) {
    bytes.clear();
    for (std::size_t n = 1; n < header_bytes; ++n) bytes.push_back(n);
  }
  std::vector<Case> cases;
  for (const std::size_t n : bytes) {
    cases.push_back({.slug = fmt::format("after-{:02}", n),
                     .change = fmt::format("FIN after {} bytes of the second packet's header", n),
                     .run = [n](Stage& st) { return cut_in_header(st, n); }});
  }
  return cases;
}

// I12: a right header and tag for a body of no bytes, then an ordinary packet. Whether the empty
// body is refused, delivered or skipped is policy; that it is no end of the stream is not.
Result empty_body(Stage& stage, bool later) {
  Live live = live_session(stage);
  Bytes sent;
  if (later) {
    sent = stage.rng.bytes(24);
    live.line.send(live.out.packet(sent).wire());
  }
  const Bytes empty = live.out.packet({}).wire(), data = stage.rng.bytes(24);
  live.line.send(empty);
  live.line.send(live.out.packet(data).wire());
  sent = cat(sent, data);
  live.line.wait([&](const Conversation&) {
    return live.ended_cleanly().has_value() || live.delivered().size() >= sent.size();
  });
  const std::optional<bool> clean = live.ended_cleanly();
  if (clean.value_or(false)) {
    return {Verdict::succeeded, "an empty body was taken for the end of the stream"};
  }
  if (clean) return {Verdict::withstood, "the empty body is refused"};
  if (live.delivered() == sent) {
    return {Verdict::withstood,
            "the empty body is delivered or skipped, and what follows it delivered"};
  }
  return {Verdict::hung, "neither an end nor what follows the empty body; " + live.line.summary()};
}

std::vector<Case> empty_bodies(Stage&) {
  return {{.slug = "first",
           .change = "the first packet's body is empty, header and tag right",
           .run = [](Stage& st) { return empty_body(st, false); }},
          {.slug = "later",
           .change = "the second packet's body is empty, header and tag right",
           .run = [](Stage& st) { return empty_body(st, true); }}};
}

// I13: half of goodbye. The body that the length speaks of follows.
Result half_zero_header(Stage& stage, std::size_t length, const Bytes& tag) {
  Live live = live_session(stage);
  live.line.send(live.out.header(cat(u16(length), tag)));
  if (length > 0) live.line.send(stage.rng.bytes(length));
  return stream_refused(live, {});
}

std::vector<Case> half_zero_headers(Stage&) {
  Bytes tag_first(16), tag_last(16);
  tag_first.front() = tag_last.back() = 1;
  const auto make = [](std::string slug, std::size_t length, const Bytes& tag) {
    return Case{.slug = std::move(slug),
                .change = fmt::format("header = {} | {}", hex(u16(length)), hex(tag)),
                .run = [=](Stage& st) { return half_zero_header(st, length, tag); }};
  };
  return {make("no-length-tag-first", 0, tag_first), make("no-length-tag-last", 0, tag_last),
          make("length-1-no-tag", 1, Bytes(16)), make("length-256-no-tag", 256, Bytes(16))};
}

}  // namespace

std::vector<Attack> s2_attacks() {
  constexpr const char* error = "the application is told of an error";
  constexpr const char* meaning =
      "A stream that was cut looks to the application like one that ended.";
  constexpr const char* section = "spec/box-stream.md#4";
  return for_both_roles(
      {{"I05", "cut-between-packets", meaning, error, section,
        "the end of the connection where a header is due is taken for goodbye", between_packets},
       {"I06", "cut-after-header", meaning, error, section,
        "the end of the connection where a body is due is taken for goodbye", after_header},
       {"I07", "cut-inside-body", meaning, error, section,
        "the end of the connection inside a body is taken for goodbye", inside_body},
       {"I08", "cut-inside-header", meaning, error, section,
        "the end of the connection inside a header is taken for goodbye", inside_header},
       {"I12", "empty-body", "An empty packet looks to the application like the end of the stream.",
        "refused, delivered or skipped, but no end", "spec/box-stream.md#6",
        "no bytes read is taken for the end of the stream", empty_bodies},
       {"I13", "half-zero-header", "A header that is not goodbye was taken for it.", error, section,
        "only the length, or only the tag, is looked at", half_zero_headers}});
}

}  // namespace assay::mallory
