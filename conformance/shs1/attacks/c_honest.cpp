// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "conformance/shs1/attacks/stream_session.hpp"

// C: it interoperates. An honest run is its own control, so one that fails is the finding.
namespace assay::mallory {
namespace {

// A live peer was set up by someone else, perhaps for other keys than those that the runner was
// told. Only where the plain run is accepted is a failure its own.
void blame_only_if_set_up(Stage& stage, const ControlFailed& failure) {
  if (stage.caps.fixed.empty()) return;
  try {
    honest_run(stage);
  } catch (const ControlFailed&) {
    throw ControlFailed(
        std::string(failure.what()) +
            "; are network_key and server_key those of the server, and does it admit "
            "the key of client_seed?",
        failure.likely);
  }
}

Result honest(Stage& stage, const std::function<void()>& run) {
  try {
    run();
    return {Verdict::withstood, "completed"};
  } catch (const ControlFailed& e) {
    blame_only_if_set_up(stage, e);
    return {Verdict::succeeded, e.what(), e.likely};
  } catch (const Crashed& e) {
    return {Verdict::succeeded, std::string("it crashed: ") + e.what()};
  }
}

// A01
Result random_keys(Stage& stage) {
  const int runs = stage.effort == Effort::quick ? 3 : 20;
  return honest(stage, [&] {
    for (int i = 0; i < runs; ++i)
      honest_run_with(stage, Keys::draw({Rng(stage.rng.bytes(32)), stage.caps.fixed}));
  });
}

// A02
void server_is_sent_bytes(Stage& stage) {
  const Keys keys = Keys::draw(stage.keys);
  AsClient s{keys, {}, Conversation(stage, open_server(stage, keys))};
  const Bytes a = stage.rng.bytes(32);
  s.line.send_slowly(hello(keys.K, base(a)));
  s.t = Terms::of_client(keys, a, read_msg2(stage, s.line, keys, a));
  s.line.send_slowly(s.t.msg3());
  accepted(stage, s);
}

void client_is_sent_bytes(Stage& stage) {
  AsServer s = read_msg1(stage, Keys::draw(stage.keys));
  s.line.send_slowly(s.t.msg2());
  read_msg3(stage, s);
  s.line.send_slowly(s.t.msg4());
  accepted(stage, s);
}

Result byte_by_byte(Stage& stage) {
  return honest(stage, [&] {
    stage.role == Role::server ? server_is_sent_bytes(stage) : client_is_sent_bytes(stage);
  });
}

// A03
Result packet_joins_msg4(Stage& stage) {
  return honest(stage, [&] {
    AsServer s = exchange_to_msg3(stage, Keys::draw(stage.keys));
    const Bytes data = stage.rng.bytes(24);
    FrameWriter out{s.t.key_to_client(), s.t.nonce_to_client()};
    s.line.send(cat(s.t.msg4(), out.packet(data).wire()));
    accepted(stage, s);
    Live live{s.t, std::move(s.line), out, {s.t.key_to_server(), s.t.nonce_to_server()}};
    expect_delivered(live, data);
  });
}

// A04. Each size is one write; the runner's own packets are as full as they may be.
constexpr std::size_t sizes[] = {1, 4095, 4096, 4097, 20000};

void send_data(Live& live, View data) {
  constexpr std::size_t max_body = 4096;
  while (!data.empty()) {
    const View body = data.first(std::min(max_body, data.size()));
    live.line.send(live.out.packet(body).wire());
    data = data.subspan(body.size());
  }
}

Result sizes_both_ways(Stage& stage) {
  return honest(stage, [&] {
    Live live = live_session(stage);
    Bytes sent;
    for (const std::size_t n : sizes) {
      const Bytes to = stage.rng.bytes(n), from = stage.rng.bytes(n);
      send_data(live, to);
      sent = cat(sent, to);
      expect_delivered(live, sent);
      live.line.write(from);
      expect_data(live, from);
    }
    live.line.send(live.out.goodbye());
    expect_clean_end(live);
    live.line.finish();
    expect_goodbye(live);
    settle(live);
    if (!live.unread.empty()) throw ControlFailed("stream: more than one goodbye was written");
  });
}

// A06
std::vector<Case> self_connect(Stage&) {
  const auto run = [](Stage& stage) {
    Keys keys = Keys::draw(stage.keys);
    if (keys.B.empty()) throw Unsupported("server_key (the seed of a live server's key)");
    keys.A = keys.B, keys.A_p = keys.B_p;
    return honest(stage, [&] { honest_run_with(stage, keys); });
  };
  return {
      {.slug = "", .change = "the client's key is the server's own", .run = run, .policy = true}};
}

Attack honest_attack(Role role, std::string id, std::string slug, std::string meaning,
                     std::string likely, std::function<std::vector<Case>(Stage&)> cases,
                     std::vector<std::string> needs = {}) {
  return {.id = std::move(id),
          .slug = std::move(slug),
          .role = role,
          .meaning = std::move(meaning),
          .expected = "the honest run completes, and both ends have the same outcome",
          .spec = needs.empty() ? "spec/shs1.md#3" : "spec/box-stream.md#2",
          .likely = std::move(likely),
          .needs = std::move(needs),
          .control = {},
          .cases = std::move(cases)};
}

}  // namespace

std::vector<Attack> c_honest_attacks() {
  std::vector<Attack> all;
  for (const Role role : {Role::server, Role::client}) {
    all.push_back(honest_attack(role, "A01", "honest-run",
                                "It does not complete an honest handshake.",
                                "a length, an order or a derivation differs from the specification",
                                single("none: random keys, run after run", random_keys)));
    all.push_back(honest_attack(role, "A02", "byte-by-byte",
                                "It does not complete a handshake whose messages come in pieces.",
                                "a read that returns less than a message is taken for the whole",
                                single("each byte in a slice of its own", byte_by_byte)));
    all.push_back(honest_attack(
        role, "A04", "sizes-both-ways",
        "Data does not cross the stream as it was written, or goodbye does not end it.",
        "packets are cut, counted or sealed differently from the specification",
        single("data of 1 to 20,000 bytes both ways, then goodbye", sizes_both_ways), {"stream"}));
  }
  all.push_back(honest_attack(
      Role::client, "A03", "packet-joins-msg4", "Data that came in one segment with msg4 was lost.",
      "what was read beyond msg4 is thrown away",
      single("msg4 and the first packet in one slice", packet_joins_msg4), {"stream"}));
  all.push_back(honest_attack(Role::server, "A06", "self-connect",
                              "A client that holds the server's own key did not get through.",
                              "a peer of the same key is refused", self_connect));
  return all;
}

}  // namespace assay::mallory
