// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "conformance/games/replay.hpp"
#include "conformance/shs1/attacks/attacks.hpp"
#include "conformance/shs1/attacks/recordings.hpp"

// P06: replay (spec/shs1.md §3.3, §3.4: both signatures cover hab, and ab is fresh on both sides).
namespace assay::mallory {
namespace {

// C07: a proof that would hold in every session.
Result proof_without_hab(Stage& stage) {
  return forged_msg3(stage, [](Stage&, AsClient& s) {
    s.t.sigA = sign(s.keys.A, cat(s.t.K, s.t.B_p));
    return s.t.msg3();
  });
}

// C17: yesterday's msg3 under today's hello.
Result old_msg3(Stage& stage) {
  const Keys keys = Keys::draw(stage.keys);
  const Terms old = record_client_side(stage, keys, open_server(stage, keys)).t;
  AsClient s = exchange_hellos(stage, keys);
  s.line.send(old.msg3());
  return refused(s.line);
}

// F01: all that the client sent, against the same server and against a restarted one.
Result replay_on_new_connections(Stage& stage, int connections, bool restart) {
  const Keys keys = Keys::draw(stage.keys);
  OpenRequest request = open_server(stage, keys);
  if (stage.caps.has("endpoint")) request.endpoint = endpoint_of(keys);
  const Recording old = record_client_side(stage, keys, request).recording;
  if (restart) require_restart(stage), stage.target.restart();
  Result r{Verdict::withstood, {}};
  for (int i = 0; i < connections && r.verdict == Verdict::withstood; ++i) {
    r = replayed(stage, request, old);
    r.observed = fmt::format("connection {} of {}: {}", i + 1, connections, r.observed);
  }
  return r;
}

std::vector<Case> replays(Stage&) {
  return {{.slug = "same-server",
           .change = "msg1 and msg3 of an admitted session, on 8 new connections",
           .run = [](Stage& s) { return replay_on_new_connections(s, 8, false); }},
          {.slug = "restarted-server",
           .change = "msg1 and msg3 of an admitted session, on 8 connections after a restart",
           .run = [](Stage& s) { return replay_on_new_connections(s, 8, true); }}};
}

// F02: the session that was recorded is still open, and must stay so.
Result replay_beside_the_original(Stage& stage) {
  require_two_sessions(stage);
  const Keys keys = Keys::draw(stage.keys);
  OpenRequest request = open_server(stage, keys);
  request.endpoint = endpoint_of(keys);
  RecordedClient original = record_client_side(stage, keys, request);
  FrameWriter packets = towards_server(original.t);
  const bool stream = stage.caps.has("stream");
  if (stream) must_deliver(original, packets.packet(Bytes(8, 0x77)), Bytes(8, 0x77));
  const Result r = replayed(stage, request, original.recording);
  if (r.verdict != Verdict::withstood) return r;
  original.line.poll();
  if (original.line.ended() || !original.line.unread().empty()) {
    return {Verdict::succeeded, "the original was harmed: " + original.line.summary()};
  }
  if (stream) original.line.send(packets.packet(Bytes(8, 0x78)).wire());
  const Bytes all = cat(Bytes(8, 0x77), Bytes(8, 0x78));
  if (stream && !original.line.wait([&](const auto& c) { return c.delivered() == all; })) {
    return {Verdict::succeeded, "the original no longer delivers: " + original.line.summary()};
  }
  return {Verdict::withstood, r.observed + "; the original lives"};
}

Recording record_with_packet(Stage& stage, const Keys& keys, const OpenRequest& request) {
  RecordedClient old = record_client_side(stage, keys, request);
  const Frame packet = towards_server(old.t).packet(Bytes(8, 0x77));
  must_deliver(old, packet, Bytes(8, 0x77));
  std::vector<Step> steps = old.recording.steps();
  steps.back().sent = cat(steps.back().sent, packet.wire());
  return Recording(old.line, steps);
}

// F07: the packets as well, which carry no proof of their own.
Result replay_with_packets(Stage& stage) {
  const Keys keys = Keys::draw(stage.keys);
  const OpenRequest request = open_server(stage, keys);
  return replayed(stage, request, record_with_packet(stage, keys, request));
}

// D07, F06: what a server sent yesterday.
OpenRequest dial(const Stage& stage, const Keys& keys) {
  OpenRequest request = open_client(stage, keys);
  if (stage.caps.has("endpoint")) request.endpoint = endpoint_of(keys);
  return request;
}

Result old_msg4(Stage& stage) {
  const Keys keys = Keys::draw(stage.keys);
  const Terms old = answer_client(stage, keys, dial(stage, keys)).t;
  AsServer s = exchange_to_msg3(stage, keys, dial(stage, keys));
  s.line.send(old.msg4());
  return refused(s.line);
}

Result old_msg2_and_msg4(Stage& stage) {
  const Keys keys = Keys::draw(stage.keys);
  const Terms old = answer_client(stage, keys, dial(stage, keys)).t;
  AsServer s = read_msg1(stage, keys, dial(stage, keys));
  s.line.send(old.msg2());
  const bool went_on = s.line.receive(112).has_value();
  if (went_on) s.line.send(old.msg4());
  return refused(s.line);
}

Attack against(Role role, std::string id, std::string slug, std::string change,
               std::function<Result(Stage&)> run) {
  const bool server = role == Role::server;
  return {.id = std::move(id),
          .slug = std::move(slug),
          .role = role,
          .meaning = server ? "The server took a client's old words for a new session."
                            : "The client took a server's old words for a new session.",
          .expected = server ? "refused at msg3, nothing sent"
                             : "refused at msg4, nothing sent, no success reported",
          .spec = server ? "spec/shs1.md#3.3" : "spec/shs1.md#3.4",
          .likely = "the ephemeral key is used again, or the signature does not cover ab",
          .control = honest_run,
          .cases = single(std::move(change), std::move(run))};
}

}  // namespace

std::vector<Attack> p06_replay_attacks() {
  std::vector<Attack> all{
      against(Role::server, "C07", "proof-without-ab", "sigA over K|B_p, hab left out",
              proof_without_hab),
      against(Role::server, "C17", "old-msg3", "msg3 of an earlier session under a fresh msg1",
              old_msg3),
      against(Role::server, "F01", "replay", "", nullptr),
      against(Role::server, "F02", "replay-beside-original",
              "msg1 and msg3 of a session that is still open", replay_beside_the_original),
      against(Role::server, "F07", "replay-with-packets",
              "msg1, msg3 and the first packet of an earlier session", replay_with_packets),
      against(Role::client, "D07", "old-msg4", "msg4 of an earlier session", old_msg4),
      against(Role::client, "F06", "old-msg2-and-msg4", "msg2 and msg4 of an earlier session",
              old_msg2_and_msg4)};
  for (Attack& attack : all) {
    if (attack.id == "F01") attack.cases = replays;
    if (attack.id == "F02") attack.needs = {"endpoint"};
    if (attack.id == "F07") attack.needs = {"stream"};
  }
  return all;
}

}  // namespace assay::mallory
