// SPDX-License-Identifier: MIT
#include "conformance/shs1/attacks/stream_session.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace assay::mallory {
namespace {

[[noreturn]] void fail(std::string_view what, const Live& live) {
  throw ControlFailed(fmt::format("stream: {}: {}", what, live.line.summary()));
}

Live as_client(Stage& stage, const Keys& keys) {
  AsClient s = exchange_hellos(stage, keys);
  complete(stage, s);
  const Terms t = s.t;
  return {t,
          std::move(s.line),
          {t.key_to_server(), t.nonce_to_server()},
          {t.key_to_client(), t.nonce_to_client()}};
}

Live as_server(Stage& stage, const Keys& keys) {
  AsServer s = exchange_to_msg3(stage, keys);
  complete(stage, s);
  const Terms t = s.t;
  return {t,
          std::move(s.line),
          {t.key_to_client(), t.nonce_to_client()},
          {t.key_to_server(), t.nonce_to_server()}};
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

const Bytes& Live::collect() {
  const Bytes more = line.take_unread();
  unread.insert(unread.end(), more.begin(), more.end());
  return unread;
}

Live live_session(Stage& stage) {
  const Keys keys = Keys::draw(stage.keys);
  return stage.role == Role::server ? as_client(stage, keys) : as_server(stage, keys);
}

void expect_data(Live& live, View data) {
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
  const Piece piece = read_piece(live);
  if (!std::holds_alternative<GoodbyeRead>(piece)) fail("data where goodbye is due", live);
}

void expect_delivered(Live& live, View data) {
  live.line.wait([&](const Conversation& c) { return c.delivered().size() >= data.size(); });
  if (!std::ranges::equal(live.line.delivered(), data)) fail("data is not delivered as sent", live);
}

void expect_clean_end(Live& live) {
  live.line.wait([](const Conversation& c) { return c.find(Event::Kind::end) != nullptr; });
  const Event* end = live.line.find(Event::Kind::end);
  if (end == nullptr || !end->clean) fail("goodbye is not reported as a clean end", live);
}

void honest_stream(Stage& stage) {
  Live live = live_session(stage);
  const Bytes to = stage.rng.bytes(48), from = stage.rng.bytes(48);
  live.line.send(live.out.packet(to).wire());
  expect_delivered(live, to);
  live.line.write(from);
  expect_data(live, from);
  live.line.send(live.out.goodbye());
  expect_clean_end(live);
  live.line.finish();
  expect_goodbye(live);
}

Result stream_refused(Live& live, View allowed) {
  const auto too_much = [&](const Conversation& c) { return !begins_with(allowed, c.delivered()); };
  live.line.wait(
      [&](const Conversation& c) { return c.find(Event::Kind::end) != nullptr || too_much(c); });
  // What is delivered beside the end arrives with it or in the next answer.
  if (live.line.find(Event::Kind::end) != nullptr) live.line.poll();
  const Event* end = live.line.find(Event::Kind::end);
  if (too_much(live.line)) {
    return {
        Verdict::succeeded,
        fmt::format("{} bytes were delivered, of which the {} sent in order are all that may be",
                    live.line.delivered().size(), allowed.size())};
  }
  if (end == nullptr) {
    return {Verdict::hung, "the application was told of no end; " + live.line.summary()};
  }
  if (end->clean) return {Verdict::succeeded, "the application was told of a clean end"};
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
                    .needs = {"stream"},
                    .control = std::move(a.control),
                    .cases = std::move(a.cases)});
  }
  return in_both_roles(each);
}

}  // namespace assay::mallory
