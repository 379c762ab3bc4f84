// SPDX-License-Identifier: MIT
#include "conformance/shs1/attacks/attacks.hpp"
#include "conformance/shs1/frames.hpp"

// P02: the server verifies the client's identity, where more than one message, or connection, is
// involved (spec/shs1.md §6).
namespace assay::mallory {
namespace {

AsClient hellos_before_slow_decision(Stage& stage, const Keys& keys, const Bytes& admitted) {
  OpenRequest request = open_server_admitting(stage, keys, {admitted});
  if (!request.authorize) throw Unsupported("needs authorize before msg4");
  request.authorize->delay = stage.deadline(30);
  return exchange_hellos(stage, keys, request);
}

// K3, and with it the stream's key, is known to the client before msg4.
void send_msg3_with_packet(AsClient& s) {
  FrameWriter stream{s.t.key_to_server(), s.t.nonce_to_server()};
  s.line.send(cat(s.t.msg3(), stream.packet(Bytes{'e', 'a', 'r', 'l', 'y'}).wire()));
}

// What the refusal looks like is C24's question; here it is whether the application gets the data.
Result early_packet_denied(Stage& stage) {
  const Keys keys = Keys::draw(stage.keys);
  AsClient s = hellos_before_slow_decision(stage, keys, keys.M_p);
  send_msg3_with_packet(s);
  s.line.wait([](const Conversation& c) { return c.ended() || !c.delivered().empty(); }, 500);
  s.line.hear_out();
  if (s.line.delivered().empty()) return {Verdict::withstood, s.line.summary()};
  return {Verdict::succeeded, "the early packet was delivered; " + s.line.summary()};
}

// Whether early data of an admitted client is delivered or dropped is the implementation's choice.
Result early_packet_allowed(Stage& stage) {
  const Keys keys = Keys::draw(stage.keys);
  AsClient s = hellos_before_slow_decision(stage, keys, keys.A_p);
  send_msg3_with_packet(s);
  if (!s.line.receive(80)) return {Verdict::withstood, "no msg4; " + s.line.summary()};
  s.line.wait([](const Conversation& c) { return c.ended() || !c.delivered().empty(); }, 300);
  const bool kept = !s.line.delivered().empty();
  return {Verdict::withstood, kept ? "the early packet was delivered" : "it was not delivered"};
}

std::vector<Case> early_packets(Stage&) {
  return {{.slug = "denied",
           .change = "msg3 and a packet in one segment, then the application says no after 30 ms",
           .run = early_packet_denied},
          {.slug = "allowed",
           .change = "msg3 and a packet in one segment, then the application says yes after 30 ms",
           .run = early_packet_allowed,
           .policy = true}};
}

// Every session of C27 is a connection to one server object that admits both clients.
OpenRequest shared_server(const Stage& stage, const Keys& keys) {
  OpenRequest request = open_server_to_anyone(stage, keys);
  request.endpoint = endpoint_of(keys);
  return request;
}

Result reported(Stage& stage, AsClient& s, const Bytes& expected) {
  const Event* done = s.line.find(Event::Kind::done);
  std::optional<Bytes> peer = done == nullptr ? std::nullopt : done->peer;
  if (!peer && stage.caps.has("outcome")) {
    const std::map<std::string, Bytes> outcome = s.line.outcome();
    if (const auto it = outcome.find("peer_pk"); it != outcome.end()) peer = it->second;
  }
  if (!peer) throw Unsupported("needs a target that names the peer");
  return {*peer == expected ? Verdict::withstood : Verdict::succeeded,
          "the reported peer is " + hex(*peer)};
}

void session_before(Stage& stage, const Keys& keys, const Keys& other, bool succeeds) {
  AsClient first = exchange_hellos(stage, other, shared_server(stage, keys));
  if (!succeeds) first.t.sigA = sign(keys.A, first.t.text_of_sigA());
  first.line.send(first.t.msg3());
  first.line.wait([](const Conversation& c) { return c.ended() || c.succeeded(); });
}

// C27: a session for M, then an honest one for A; the server must report A for the latter.
Result carried_over(Stage& stage, bool first_succeeds) {
  const Keys keys = Keys::draw(stage.keys);
  Keys other = keys;
  other.A = keys.M, other.A_p = keys.M_p;
  session_before(stage, keys, other, first_succeeds);
  AsClient second = exchange_hellos(stage, keys, shared_server(stage, keys));
  second.line.send(second.t.msg3());
  if (!second.line.wait([](const Conversation& c) { return c.succeeded(); })) {
    throw ControlFailed("the second session was not accepted: " + second.line.summary());
  }
  return reported(stage, second, keys.A_p);
}

std::vector<Case> carry_overs(Stage&) {
  return {{.slug = "after-a-refused-session",
           .change = "the connection before claimed another key and failed",
           .run = [](Stage& st) { return carried_over(st, false); }},
          {.slug = "after-an-accepted-session",
           .change = "the connection before was another client's",
           .run = [](Stage& st) { return carried_over(st, true); }}};
}

// C28: a connection that failed stays failed, so that msg3 cannot be tried until it fits. A refused
// session is written to all the same (spec/shim.md §3).
Result second_try(Stage& stage, const SpoilMsg3& first) {
  return forged_msg3(stage, [&](Stage& st, AsClient& s) {
    const Bytes good = s.t.msg3();
    s.line.send(first(st, s));
    return good;
  });
}

std::vector<Case> second_tries(Stage&) {
  const auto make = [](std::string slug, std::string change, SpoilMsg3 first) {
    return Case{.slug = std::move(slug), .change = std::move(change), .run = [first](Stage& st) {
                  return second_try(st, first);
                }};
  };
  return {make("after-noise", "112 random bytes, then the true msg3",
               [](Stage& st, AsClient&) { return st.rng.bytes(112); }),
          make("after-a-wrong-signature", "msg3 signed by a stranger, then the true msg3",
               [](Stage&, AsClient& s) {
                 s.t.sigA = sign(s.keys.M, s.t.text_of_sigA());
                 return s.t.msg3();
               })};
}

}  // namespace

std::vector<Attack> p02_session_attacks() {
  return {
      {.id = "A05",
       .slug = "early-packet",
       .role = Role::server,
       .meaning = "The application was handed data of a client that it then refused.",
       .expected = "no data delivered, whatever else the refusal looks like",
       .spec = "spec/shs1.md#6",
       .likely = "the stream is read before the application has decided",
       .needs = {"stream", "authorize.delay_ms"},
       .control = honest_run,
       .cases = early_packets},
      {.id = "C27",
       .slug = "carry-over",
       .role = Role::server,
       .meaning = "The server reported the client of an earlier connection.",
       .expected = "the reported peer is the client of this session",
       .spec = "spec/shs1.md#8",
       .likely = "the handshake's state is shared between connections",
       .needs = {"endpoint"},
       .control = honest_run,
       .cases = carry_overs},
      {.id = "C28",
       .slug = "second-try",
       .role = Role::server,
       .meaning = "A client may try msg3 more than once on one connection.",
       .expected = "refused at the first msg3, deaf to the second",
       .spec = "spec/shs1.md#6",
       .likely = "the state is not left when msg3 fails",
       .control = honest_run,
       .cases = second_tries},
  };
}

}  // namespace assay::mallory
