// SPDX-License-Identifier: MIT
#include "conformance/shs1/overhear.hpp"

namespace assay::mallory {
namespace {

Bytes must_receive(Conversation& line, std::size_t bytes, const std::string& what) {
  std::optional<Bytes> got = line.receive(bytes);
  if (!got) throw ControlFailed("no " + what + ": " + line.summary());
  return *got;
}

void must_succeed(Conversation& line) {
  if (line.wait([](const Conversation& c) { return c.succeeded(); })) return;
  throw ControlFailed("success was not reported: " + line.summary());
}

Overheard from_server(Stage& stage, const Keys& keys, const OpenRequest& request) {
  Conversation line(stage, request);
  Overheard heard{.greeting = line.take_unread()};
  const Bytes a = stage.rng.bytes(32);
  line.send(hello(keys.K, base(a)));
  const Bytes msg2 = must_receive(line, 64, "msg2");
  heard.hello = cat(msg2, line.take_unread());
  heard.t = Terms::of_client(keys, a, View(msg2).subspan(32));
  line.send(heard.t.msg3());
  const Bytes msg4 = must_receive(line, 80, "msg4");
  if (!open(heard.t.K3, msg4)) throw ControlFailed("msg4 does not open: " + line.summary());
  must_succeed(line);
  heard.proof = cat(msg4, line.take_unread());
  heard.close = line.close();
  return heard;
}

Overheard from_client(Stage& stage, const Keys& keys, const OpenRequest& request) {
  AsServer s = read_msg1(stage, keys, request);
  Overheard heard{.hello = cat(s.t.msg1(), s.line.take_unread())};
  s.line.send(s.t.msg2());
  const Bytes msg3 = must_receive(s.line, 112, "msg3");
  if (!s.t.read_msg3(keys, msg3)) throw ControlFailed("msg3 does not open: " + s.line.summary());
  heard.proof = cat(msg3, s.line.take_unread());
  s.line.send(s.t.msg4());
  must_succeed(s.line);
  const Bytes late = s.line.take_unread();
  heard.proof.insert(heard.proof.end(), late.begin(), late.end());
  heard.close = s.line.close();
  heard.t = s.t;
  return heard;
}

}  // namespace

std::vector<Sighting> Overheard::sightings() const {
  return {{"greeting", greeting},
          {"hello", hello},
          {"proof", proof},
          {"close", {static_cast<std::uint8_t>(close)}}};
}

Overheard overhear(Stage& stage, const Keys& keys, const OpenRequest& request) {
  return request.role == Role::server ? from_server(stage, keys, request)
                                      : from_client(stage, keys, request);
}

Bytes written_to_refused(Stage& stage, const Keys& keys) {
  Conversation line(stage, open_server_admitting(stage, keys, {}));
  const Bytes greeting = line.take_unread(), a = stage.rng.bytes(32);
  line.send(hello(keys.K, base(a)));
  const Bytes msg2 = must_receive(line, 64, "msg2"), extra = line.take_unread();
  line.send(Terms::of_client(keys, a, View(msg2).subspan(32)).msg3());
  line.wait([](const Conversation& c) { return c.ended() || c.succeeded(); });
  line.hear_out();
  return cat(greeting, msg2, extra, line.take_unread());
}

void overheard_run(Stage& stage) {
  const Keys keys = Keys::draw(stage.keys);
  overhear(stage, keys, open_target(stage, keys));
}

std::string injection(const Stage& stage) {
  for (const char* name : {"inject.ephemeral_sk", "inject.ephemeral_seed"}) {
    if (stage.caps.has(name)) return name;
  }
  throw Unsupported("needs capability inject.ephemeral_sk or inject.ephemeral_seed");
}

std::vector<Known> forms_of(const std::string& name, const Bytes& key) {
  const std::string text = hex(key);
  return {{name, key},
          {"conv(" + name + ")", to_curve(key)},
          {"h(" + name + ")", h(key)},
          {"hex of " + name, Bytes(text.begin(), text.end())}};
}

}  // namespace assay::mallory
