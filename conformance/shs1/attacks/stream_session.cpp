// SPDX-License-Identifier: MIT
#include "conformance/shs1/attacks/stream_session.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace assay::mallory {
namespace {

[[noreturn]] void fail(std::string_view what, const Live& live) {
  throw ControlFailed(fmt::format("stream: {}: {}", what, live.line.summary()));
}

// What is echoed shows later that the handshake was accepted: no outcome comes beside it.
OpenRequest open_echo(const Stage& stage, const Keys& keys) {
  OpenRequest request = open_target(stage, keys);
  request.texts["box_stream"] = "echo";
  return request;
}

void complete_for_echo(AsClient& s) {
  s.line.send(s.t.msg3());
  const std::optional<Bytes> msg4 = s.line.receive(80);
  if (!msg4 || !flaw_of_msg4(s.t, *msg4).empty()) {
    throw ControlFailed("stream: no good msg4: " + s.line.summary());
  }
}

Live as_client(Stage& stage, const Keys& keys, bool echo) {
  AsClient s =
      echo ? exchange_hellos(stage, keys, open_echo(stage, keys)) : exchange_hellos(stage, keys);
  echo ? complete_for_echo(s) : complete(stage, s);
  Live live = live_after(std::move(s));
  live.echoes = echo;
  return live;
}

Live as_server(Stage& stage, const Keys& keys, bool echo) {
  AsServer s =
      echo ? exchange_to_msg3(stage, keys, open_echo(stage, keys)) : exchange_to_msg3(stage, keys);
  echo ? s.line.send(s.t.msg4()) : complete(stage, s);
  Live live = live_after(std::move(s));
  live.echoes = echo;
  return live;
}

Piece read_piece(Live& live) {
  std::optional<Piece> piece;
  live.line.wait([&](const Conversation&) {
    live.collect();
    piece = live.in.next(live.unread);
    return piece.has_value();
  });
  if (!piece) fail("what is due does not come", live);
  if (const auto* broken = std::get_if<Broken>(&*piece)) fail(broken->why, live);
  return *piece;
}

bool begins_with(View whole, View start) {
  return whole.size() >= start.size() && std::ranges::equal(whole.first(start.size()), start);
}

}  // namespace

Live live_after(AsClient s) {
  const Terms t = s.t;
  return {t,
          std::move(s.line),
          {t.key_to_server(), t.nonce_to_server()},
          {t.key_to_client(), t.nonce_to_client()}};
}

Live live_after(AsServer s) {
  const Terms t = s.t;
  return {t,
          std::move(s.line),
          {t.key_to_client(), t.nonce_to_client()},
          {t.key_to_server(), t.nonce_to_server()}};
}

const Bytes& Live::collect() {
  const Bytes more = line.take_unread();
  unread.insert(unread.end(), more.begin(), more.end());
  return unread;
}

void Live::write(View data) { echoes ? line.send(out.packet(data).wire()) : line.write(data); }

void Live::finish() {
  if (!echoes) return line.finish();
  delivered();
  if (!said_goodbye) throw Unsupported("stream: an echo cannot be asked to finish");
}

Bytes Live::delivered() {
  if (!echoes) return line.delivered();
  collect();
  while (const std::optional<Piece> piece = in.next(unread)) {
    if (const auto* broken = std::get_if<Broken>(&*piece)) fail(broken->why, *this);
    if (const auto* body = std::get_if<Bytes>(&*piece)) echoed = cat(echoed, *body);
    said_goodbye = said_goodbye || std::holds_alternative<GoodbyeRead>(*piece);
  }
  return echoed;
}

std::optional<bool> Live::ended_cleanly() {
  if (echoes && (delivered(), said_goodbye)) return true;
  const Event* end = line.find(Event::Kind::end);
  return end == nullptr ? std::nullopt : std::optional(end->clean);
}

void require_stream(const Stage& stage) {
  if (stage.caps.has("stream") || stage.caps.has("stream.echo")) return;
  throw Unsupported("needs capability stream");
}

Live live_session(Stage& stage) {
  require_stream(stage);
  const bool echo = !stage.caps.has("stream");
  const Keys keys = Keys::draw(stage.keys);
  return stage.role == Role::server ? as_client(stage, keys, echo) : as_server(stage, keys, echo);
}

// What an echo was given it wrote.
void expect_echoed(Live& live, View data) {
  const std::size_t before = std::exchange(live.expected, live.expected + data.size());
  live.line.wait([&](const Conversation&) { return live.delivered().size() >= live.expected; });
  if (!std::ranges::equal(View(live.echoed).subspan(std::min(before, live.echoed.size())), data)) {
    fail("what it echoes is not what it was sent", live);
  }
}

void expect_data(Live& live, View data) {
  if (live.echoes) return expect_echoed(live, data);
  Bytes read;
  while (read.size() < data.size()) {
    const Piece piece = read_piece(live);
    const auto* body = std::get_if<Bytes>(&piece);
    if (body == nullptr) fail("goodbye where data is due", live);
    read.insert(read.end(), body->begin(), body->end());
  }
  if (!std::ranges::equal(read, data)) fail("what it wrote is not what it was given", live);
}

void expect_goodbye(Live& live) {
  if (live.echoes && live.said_goodbye) return;
  const Piece piece = read_piece(live);
  if (!std::holds_alternative<GoodbyeRead>(piece)) fail("data where goodbye is due", live);
}

void expect_delivered(Live& live, View data) {
  if (live.echoes) return expect_echoed(live, data);
  live.line.wait([&](const Conversation& c) { return c.delivered().size() >= data.size(); });
  if (!std::ranges::equal(live.line.delivered(), data)) fail("data is not delivered as sent", live);
}

void expect_clean_end(Live& live) {
  live.line.wait([&](const Conversation&) { return live.ended_cleanly().has_value(); });
  if (!live.ended_cleanly().value_or(false)) fail("goodbye is not reported as a clean end", live);
}

void honest_stream(Stage& stage) {
  Live live = live_session(stage);
  const Bytes to = stage.rng.bytes(48), from = stage.rng.bytes(48);
  live.line.send(live.out.packet(to).wire());
  expect_delivered(live, to);
  live.write(from);
  expect_data(live, from);
  live.line.send(live.out.goodbye());
  expect_clean_end(live);
  live.finish();
  expect_goodbye(live);
}

Result stream_refused(Live& live, View allowed) {
  const auto too_much = [&] { return !begins_with(allowed, live.delivered()); };
  live.line.wait(
      [&](const Conversation&) { return live.ended_cleanly().has_value() || too_much(); });
  // What is delivered beside the end arrives with it or in the next answer.
  if (live.ended_cleanly()) live.line.poll();
  const std::optional<bool> clean = live.ended_cleanly();
  if (too_much()) {
    return {
        Verdict::succeeded,
        fmt::format("{} bytes were delivered, of which the {} sent in order are all that may be",
                    live.delivered().size(), allowed.size())};
  }
  if (!clean) {
    return {Verdict::hung, "the application was told of no end; " + live.line.summary()};
  }
  if (*clean) return {Verdict::succeeded, "the application was told of a clean end"};
  return {Verdict::withstood, "end error; " + live.line.summary()};
}

void settle(Live& live) {
  live.line.wait([](const Conversation&) { return false; }, settle_ms);
  live.collect();
}

std::vector<Attack> for_both_roles(std::vector<StreamAttack> attacks) {
  std::vector<Attack> each;
  each.reserve(attacks.size());
  for (StreamAttack& a : attacks) {
    each.push_back({.id = std::move(a.id),
                    .slug = std::move(a.slug),
                    .role = Role::server,
                    .meaning = std::move(a.meaning),
                    .expected = std::move(a.expected),
                    .spec = std::move(a.spec),
                    .likely = std::move(a.likely),
                    .control = std::move(a.control),
                    .cases = std::move(a.cases)});
  }
  return in_both_roles(each);
}

}  // namespace assay::mallory
