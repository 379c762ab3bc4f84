// SPDX-License-Identifier: MIT
#include "conformance/shs1/attacks/attacks.hpp"

// R: no input crashes it or hangs it (spec/shs1.md §8): messages cut short, too long, or followed
// by junk.
namespace assay::mallory {
namespace {

Bytes leading(View bytes, std::size_t n) {
  const View taken = bytes.first(n);
  return Bytes(taken.begin(), taken.end());
}

// Slices of input and, at the end, perhaps FIN.
struct Input {
  std::vector<Bytes> slices;
  bool fin = false;
};

Result fed(Conversation& line, const Input& input) {
  for (const Bytes& slice : input.slices) line.send(slice);
  if (input.fin) line.eof();
  return refused(line);
}

// What is sent in the place of one message; `right` is that message.
using Instead = std::function<Input(Stage&, const Bytes& right)>;

Input short_by_one(Stage&, const Bytes& right) {
  return {{leading(right, right.size() - 1)}, true};
}

Input nothing(Stage&, const Bytes&) { return {{}, true}; }

constexpr std::size_t junk_length = 4096;

Input junk_follows(Stage& stage, const Bytes& right) {
  return {{stage.rng.bytes(right.size()), stage.rng.bytes(junk_length)}};
}

Input junk_joins(Stage& stage, const Bytes& right) {
  return {{stage.rng.bytes(right.size() + junk_length)}};
}

Result at_msg1(Stage& stage, const Instead& instead) {
  const Keys keys = Keys::draw(stage.keys);
  const Bytes a_p = base(stage.rng.bytes(32));
  Conversation line(stage, open_server(stage, keys));
  return fed(line, instead(stage, hello(keys.K, a_p)));
}

Result at_msg2(Stage& stage, const Instead& instead) {
  AsServer s = read_msg1(stage, Keys::draw(stage.keys));
  return fed(s.line, instead(stage, s.t.msg2()));
}

Result at_msg3(Stage& stage, const Instead& instead) {
  AsClient s = exchange_hellos(stage, Keys::draw(stage.keys));
  return fed(s.line, instead(stage, s.t.msg3()));
}

Result at_msg4(Stage& stage, const Instead& instead) {
  AsServer s = exchange_to_msg3(stage, Keys::draw(stage.keys));
  return fed(s.line, instead(stage, s.t.msg4()));
}

using At = Result (*)(Stage&, const Instead&);

Case input(At at, std::string slug, std::string change, Instead instead) {
  return {.slug = std::move(slug),
          .change = std::move(change),
          .run = [at, instead = std::move(instead)](Stage& st) { return at(st, instead); }};
}

// B10
std::vector<Case> ends_early_to_server(Stage&) {
  return {input(at_msg1, "63-bytes", "FIN after 63 bytes of msg1", short_by_one),
          input(at_msg1, "nothing", "FIN instead of msg1", nothing)};
}

std::vector<Case> ends_early_to_client(Stage&) {
  return {input(at_msg2, "msg2-63-bytes", "FIN after 63 bytes of msg2", short_by_one),
          input(at_msg2, "msg2-nothing", "FIN instead of msg2", nothing),
          input(at_msg4, "msg4-nothing", "FIN instead of msg4", nothing)};
}

// C18
std::vector<Case> wrong_length_to_server(Stage&) {
  return {input(at_msg3, "111-bytes", "FIN after 111 bytes of msg3", short_by_one),
          input(at_msg3, "junk-follows", "msg3 = 112 random bytes, then 4096 more", junk_follows),
          input(at_msg3, "junk-joins", "msg3 = 4208 random bytes in one slice", junk_joins)};
}

std::vector<Case> wrong_length_to_client(Stage&) {
  return {
      input(at_msg2, "msg2-junk-follows", "msg2 = 64 random bytes, then 4096 more", junk_follows),
      input(at_msg2, "msg2-junk-joins", "msg2 = 4160 random bytes in one slice", junk_joins),
      input(at_msg4, "msg4-79-bytes", "FIN after 79 bytes of msg4", short_by_one),
      input(at_msg4, "msg4-junk-follows", "msg4 = 80 random bytes, then 4096 more", junk_follows),
      input(at_msg4, "msg4-junk-joins", "msg4 = 4176 random bytes in one slice", junk_joins)};
}

// B11: the stray byte is the first of what the server has to take for msg3.
Result stray_byte(Stage& stage) {
  const Keys keys = Keys::draw(stage.keys);
  const Bytes a = stage.rng.bytes(32), a_p = base(a);
  AsClient s{keys, {}, Conversation(stage, open_server(stage, keys))};
  s.line.send(cat(hello(keys.K, a_p), Bytes{0}));
  s.t = Terms::of_client(keys, a, read_msg2(stage, s.line, keys, a));
  s.line.send(s.t.msg3());
  return refused(s.line);
}

Attack length_attack(Role role, std::string id, std::string slug, std::string meaning,
                     std::string likely, std::function<std::vector<Case>(Stage&)> cases) {
  return {.id = std::move(id),
          .slug = std::move(slug),
          .role = role,
          .meaning = std::move(meaning),
          .expected = "refused, nothing sent",
          .spec = "spec/shs1.md#8",
          .likely = std::move(likely),
          .control = honest_run,
          .cases = std::move(cases)};
}

}  // namespace

std::vector<Attack> r_lengths_attacks() {
  const Role server = Role::server, client = Role::client;
  const std::string early = "A connection that ended inside a message was not taken for a failure.";
  const std::string length = "A message of another length was too much for the target.";
  const std::string end = "the end of the stream inside a message is not handled";
  const std::string buffer = "a message's length is not what was read";
  return {
      length_attack(server, "B10", "ends-early", early, end, ends_early_to_server),
      length_attack(client, "B10", "ends-early", early, end, ends_early_to_client),
      length_attack(server, "B11", "stray-byte", "A handshake with a byte too many was completed.",
                    "what was read beyond msg1 is thrown away",
                    single("a byte 00 between msg1 and msg3", stray_byte)),
      length_attack(server, "C18", "wrong-length", length, buffer, wrong_length_to_server),
      length_attack(client, "C18", "wrong-length", length, buffer, wrong_length_to_client),
  };
}

}  // namespace assay::mallory
