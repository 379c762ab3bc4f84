// SPDX-License-Identifier: MIT
#include "conformance/games/knowledge.hpp"
#include "conformance/shs1/attacks/attacks.hpp"
#include "conformance/shs1/attacks/searches.hpp"

// P01: forward secrecy (spec/shs1.md §4, §9.5: a transcript, and both long-term keys stolen later).
namespace assay::mallory {
namespace {

// What was recorded from the wire, and what the honest end that the runner played could still add.
struct Record {
  Terms t;
  std::vector<Sealed> boxes;
};

// A packet that the target sends after the handshake, where it offers a stream.
void record_packet(Stage& stage, Conversation& line, Record& record) {
  if (!stage.caps.has("stream")) return;
  line.write(Bytes(16, 0x2a));
  const std::optional<Bytes> packet = line.receive(34);
  if (!packet) throw ControlFailed("no packet came: " + line.summary());
  const bool to_client = stage.role == Role::server;
  record.boxes.push_back(
      packet_box(to_client ? record.t.A_p : record.t.B_p,
                 to_client ? record.t.nonce_to_client() : record.t.nonce_to_server(), *packet));
}

Record record_server(Stage& stage, const Keys& keys) {
  AsClient s = exchange_hellos(stage, keys);
  s.line.send(s.t.msg3());
  const std::optional<Bytes> msg4 = s.line.receive(80);
  if (!msg4) throw ControlFailed("no msg4: " + s.line.summary());
  Record record{s.t, {sealed("msg3", s.t.msg3()), sealed("msg4", *msg4)}};
  record_packet(stage, s.line, record);
  return record;
}

// A client that makes msg3 in a way of its own gives no more than that to search.
Record record_client(Stage& stage, const Keys& keys) {
  AsServer s = read_msg1(stage, keys);
  s.line.send(s.t.msg2());
  const Bytes msg3 = receive_msg3(stage, s);
  Record record{s.t, {sealed("msg3", msg3)}};
  record.t.A_p = keys.A_p;
  if (!s.t.read_msg3(keys, msg3)) return record;
  complete(stage, s);
  record.t = s.t;
  record.boxes.push_back(sealed("msg4", s.t.msg4()));
  record_packet(stage, s.line, record);
  return record;
}

// H01: A and B are stolen; a and b are gone.
KeySearch thief(const Keys& keys, const Terms& t) {
  const Bytes A = secret_to_curve(keys.A), B = secret_to_curve(keys.B);
  std::vector<Known> terms = public_terms(t);
  const std::vector<Known> stolen{{"aB", dh(B, t.a_p)},
                                  {"Ab", dh(A, t.b_p)},
                                  {"AB", dh(A, to_curve(t.B_p))},
                                  {"h(A)", h(keys.A)},
                                  {"h(B)", h(keys.B)},
                                  {"h(A)·b", dh(h(keys.A), t.b_p)},
                                  {"h(B)·a", dh(h(keys.B), t.a_p)}};
  terms.insert(terms.end(), stolen.begin(), stolen.end());
  return {.prefix = {"K", t.K}, .terms = std::move(terms), .hash = h};
}

Bytes shared_by_ephemerals(const Terms& t) { return t.a.empty() ? dh(t.b, t.a_p) : dh(t.a, t.b_p); }

Result stolen_later(Stage& stage) {
  require_long_term_keys(stage);
  const Keys keys = Keys::draw(stage.keys);
  const Record record =
      stage.role == Role::server ? record_server(stage, keys) : record_client(stage, keys);
  return knowledge_game(thief(keys, record.t), {{"ab", shared_by_ephemerals(record.t)}},
                        record.boxes);
}

Attack stolen(Role role, std::function<void(Stage&)> control) {
  return {
      .id = "H01",
      .slug = "keys-stolen-later",
      .role = role,
      .meaning = "Whoever recorded a session and later steals both long-term keys can read it.",
      .expected = "nothing of the transcript opens without a or b",
      .spec = "spec/shs1.md#4",
      .likely = "a key is made without ab",
      .control = std::move(control),
      .cases = single("the attacker holds the transcript, A and B, neither a nor b", stolen_later)};
}

}  // namespace

std::vector<Attack> p01_later_compromise_attacks() {
  return {stolen(Role::server, honest_run), stolen(Role::client, answered_run)};
}

}  // namespace assay::mallory
