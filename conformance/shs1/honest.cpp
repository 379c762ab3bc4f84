// SPDX-License-Identifier: MIT
#include "conformance/shs1/honest.hpp"

#include <fmt/format.h>

#include "conformance/shs1/formulas.hpp"
#include "conformance/shs1/likeness.hpp"

namespace assay::mallory {
namespace {

[[noreturn]] void fail(std::string_view what, const Conversation& line, std::string likely = {}) {
  if (likely.empty() && !line.ended() && line.unread().empty() && what.starts_with("no "))
    likely = "it waits for more than the message, or what it wrote is not flushed";
  throw ControlFailed(fmt::format("{}: {}", what, line.summary()), std::move(likely));
}

// Letters that the target computed otherwise than the specification; the first that differs.
std::string first_difference(Stage& stage, Conversation& line, const Keys& keys, const Terms& t) {
  if (stage.caps.observe.empty()) return "";
  const Role by = stage.role == Role::server ? Role::client : Role::server;
  const auto expected = letters(keys, t, by);
  try {
    const std::map<std::string, Bytes> got = line.session().observe(stage.caps.observe);
    for (const terms::Formula& f : shs1_book().formulas) {
      const auto it = got.find(std::string(f.letter));
      const auto right = expected.find(f.letter);
      if (it != got.end() && right != expected.end() && it->second != right->second)
        return fmt::format("its {} is {}, not {}", f.letter, hex(it->second), hex(right->second));
    }
  } catch (const TargetError&) {
    return "";
  }
  return "";
}

// What its message shows, else what it says of itself.
std::string cause(Stage& stage, Conversation& line, const Keys& keys, const Terms& t,
                  const std::string& message, View written) {
  const Role by = stage.role == Role::server ? Role::client : Role::server;
  const std::string like = likeness(keys, t, by, message, written);
  if (!like.empty()) return fmt::format("its {} is made with {}", message, like);
  return first_difference(stage, line, keys, t);
}

// The mac of a hello is wrong. In the paper's order the key comes first.
std::string cause_in_hello(Stage& stage, Conversation& line, const Keys& keys, Terms t,
                           View written) {
  const bool server = stage.role == Role::server;
  Bytes& x_p = server ? t.b_p : t.a_p;
  for (const View part : {written.subspan(32), written.first(32)}) {
    x_p.assign(part.begin(), part.end());
    if (std::string why = cause(stage, line, keys, t, server ? "msg2" : "msg1", written);
        !why.empty())
      return why;
  }
  return "";
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

// x_p, its mac good; `own` is the runner's scalar, or empty where it has none yet.
Bytes hello_of_target(Stage& stage, Conversation& line, const Keys& keys, const Bytes& own) {
  const bool server = stage.role == Role::server;
  const std::string which = server ? "msg2" : "msg1";
  const std::optional<Bytes> hello = line.receive(64);
  if (!hello) fail("no " + which, line);
  if (const std::optional<Bytes> point = point_of(keys.K, *hello)) return *point;
  Terms t;
  if (server) t.a = own, t.a_p = base(own);
  fail("the mac of " + which + " is wrong", line, cause_in_hello(stage, line, keys, t, *hello));
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

Bytes read_msg2(Stage& stage, Conversation& line, const Keys& keys, const Bytes& a) {
  return hello_of_target(stage, line, keys, a);
}

AsClient exchange_hellos(Stage& stage, const Keys& keys) {
  return exchange_hellos(stage, keys, open_server(stage, keys));
}

AsClient exchange_hellos(Stage& stage, const Keys& keys, const OpenRequest& request) {
  AsClient s{keys, {}, Conversation(stage, request)};
  const Bytes a = stage.rng.bytes(32);
  s.line.send(hello(keys.K, base(a)));
  s.t = Terms::of_client(keys, a, read_msg2(stage, s.line, keys, a));
  return s;
}

AsServer read_msg1(Stage& stage, const Keys& keys) {
  return read_msg1(stage, keys, open_client(stage, keys));
}

AsServer read_msg1(Stage& stage, const Keys& keys, const OpenRequest& request) {
  AsServer s{keys, {}, Conversation(stage, request)};
  const Bytes a_p = hello_of_target(stage, s.line, keys, {});
  s.t = Terms::of_server(keys, stage.rng.bytes(32), a_p);
  return s;
}

Bytes receive_msg3(Stage& stage, AsServer& s) {
  const std::optional<Bytes> msg3 = s.line.receive(112);
  if (!msg3) fail("no msg3", s.line, first_difference(stage, s.line, s.keys, s.t));
  return *msg3;
}

void read_msg3(Stage& stage, AsServer& s) {
  const Bytes msg3 = receive_msg3(stage, s);
  const std::string_view flaw = flaw_of_msg3(s.t, s.keys, msg3);
  if (!flaw.empty()) fail(flaw, s.line, cause(stage, s.line, s.keys, s.t, "msg3", msg3));
}

AsServer exchange_to_msg3(Stage& stage, const Keys& keys) {
  return exchange_to_msg3(stage, keys, open_client(stage, keys));
}

AsServer exchange_to_msg3(Stage& stage, const Keys& keys, const OpenRequest& request) {
  AsServer s = read_msg1(stage, keys, request);
  s.line.send(s.t.msg2());
  read_msg3(stage, s);
  return s;
}

void accepted(Stage& stage, AsClient& s) {
  const std::optional<Bytes> msg4 = s.line.receive(80);
  if (!msg4) fail("no msg4", s.line, first_difference(stage, s.line, s.keys, s.t));
  const std::string_view flaw = flaw_of_msg4(s.t, *msg4);
  if (!flaw.empty()) fail(flaw, s.line, cause(stage, s.line, s.keys, s.t, "msg4", *msg4));
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

void honest_run(Stage& stage) { honest_run_with(stage, Keys::draw(stage.keys)); }

void honest_run_with(Stage& stage, const Keys& keys) {
  if (stage.role == Role::server) {
    AsClient s = exchange_hellos(stage, keys);
    complete(stage, s);
  } else {
    AsServer s = exchange_to_msg3(stage, keys);
    complete(stage, s);
  }
}

}  // namespace assay::mallory
