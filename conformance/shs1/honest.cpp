// SPDX-License-Identifier: MIT
#include "conformance/shs1/honest.hpp"

#include <fmt/format.h>

namespace assay::mallory {
namespace {

[[noreturn]] void fail(std::string_view what, const Conversation& line) {
  throw ControlFailed(fmt::format("{}: {}", what, line.summary()));
}

void check_done(Stage& stage, Conversation& line, const Terms& t) {
  if (!line.wait([](const Conversation& c) { return c.state() == State::done; })) {
    fail("success was not reported", line);
  }
  if (!line.unread().empty()) fail("bytes beyond the handshake", line);
  const Reported w = reported_by(stage.role, t);
  if (!stage.caps.has("outcome")) return;
  const std::map<std::string, Bytes> got = line.outcome();
  const std::pair<std::string, const Bytes*> fields[] = {{"enc_key", &w.enc_key},
                                                         {"enc_nonce", &w.enc_nonce},
                                                         {"dec_key", &w.dec_key},
                                                         {"dec_nonce", &w.dec_nonce}};
  for (const auto& [field, value] : fields) {
    const auto it = got.find(field);
    if (it == got.end() || it->second != *value) fail("the outcome's " + field + " differs", line);
  }
}

OpenRequest server_request(const Keys& keys) {
  OpenRequest r{.protocol = "shs1", .role = Role::server};
  r.bytes = {{"network_key", keys.K}};
  if (!keys.B.empty()) r.bytes["static_seed"] = keys.B;
  return r;
}

}  // namespace

OpenRequest open_server(const Stage& stage, const Keys& keys) {
  if (!stage.caps.authorize.empty()) return open_server_admitting(stage, keys, {keys.A_p});
  return server_request(keys);
}

std::string endpoint_of(const Keys& keys) { return hex(View(keys.B_p).first(8)); }

OpenRequest open_server_admitting(const Stage& stage, const Keys& keys,
                                  std::vector<Bytes> admitted) {
  // Not told is not `none`: an executable without SHS1_ALLOW_FILE may still decide (spec/shs1.md
  // §11).
  if (stage.caps.authorize.empty()) throw Unsupported("authorize");
  OpenRequest r = server_request(keys);
  if (stage.caps.authorize == "before-msg4") r.authorize = Authorize{.keys = std::move(admitted)};
  return r;
}

OpenRequest open_client(const Stage& stage, const Keys& keys) {
  OpenRequest r{.protocol = "shs1", .role = Role::client};
  r.bytes = {{"network_key", keys.K}, {"peer_pk", keys.B_p}};
  if (stage.caps.client_key) r.bytes["static_seed"] = keys.A;
  return r;
}

OpenRequest open_target(const Stage& stage, const Keys& keys) {
  return stage.role == Role::server ? open_server(stage, keys) : open_client(stage, keys);
}

Bytes read_hello(Conversation& line, const Bytes& K, std::string_view which) {
  const std::optional<Bytes> hello = line.receive(64);
  if (!hello) fail(fmt::format("no {}", which), line);
  const std::optional<Bytes> point = point_of(K, *hello);
  if (!point) fail(fmt::format("the mac of {} is wrong", which), line);
  return *point;
}

AsClient exchange_hellos(Stage& stage, const Keys& keys) {
  return exchange_hellos(stage, keys, open_server(stage, keys));
}

AsClient exchange_hellos(Stage& stage, const Keys& keys, const OpenRequest& request) {
  AsClient s{keys, {}, Conversation(stage, request)};
  const Bytes a = stage.rng.bytes(32);
  s.line.send(hello(keys.K, base(a)));
  s.t = Terms::of_client(keys, a, read_hello(s.line, keys.K, "msg2"));
  return s;
}

AsServer read_msg1(Stage& stage, const Keys& keys) {
  return read_msg1(stage, keys, open_client(stage, keys));
}

AsServer read_msg1(Stage& stage, const Keys& keys, const OpenRequest& request) {
  AsServer s{keys, {}, Conversation(stage, request)};
  const Bytes a_p = read_hello(s.line, keys.K, "msg1");
  s.t = Terms::of_server(keys, stage.rng.bytes(32), a_p);
  return s;
}

void read_msg3(AsServer& s) {
  const std::optional<Bytes> msg3 = s.line.receive(112);
  if (!msg3) fail("no msg3", s.line);
  const std::string_view flaw = flaw_of_msg3(s.t, s.keys, *msg3);
  if (!flaw.empty()) fail(flaw, s.line);
}

AsServer exchange_to_msg3(Stage& stage, const Keys& keys) {
  AsServer s = read_msg1(stage, keys);
  s.line.send(s.t.msg2());
  read_msg3(s);
  return s;
}

void accepted(Stage& stage, AsClient& s) {
  const std::optional<Bytes> msg4 = s.line.receive(80);
  if (!msg4) fail("no msg4", s.line);
  const std::string_view flaw = flaw_of_msg4(s.t, *msg4);
  if (!flaw.empty()) fail(flaw, s.line);
  check_done(stage, s.line, s.t);
}

void accepted(Stage& stage, AsServer& s) { check_done(stage, s.line, s.t); }

void complete(Stage& stage, AsClient& s) {
  s.line.send(s.t.msg3());
  accepted(stage, s);
}

void complete(Stage& stage, AsServer& s) {
  s.line.send(s.t.msg4());
  accepted(stage, s);
}

void honest_run(Stage& stage) {
  const Keys keys = Keys::draw(stage.keys);
  if (stage.role == Role::server) {
    AsClient s = exchange_hellos(stage, keys);
    complete(stage, s);
  } else {
    AsServer s = exchange_to_msg3(stage, keys);
    complete(stage, s);
  }
}

}  // namespace assay::mallory
