// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "conformance/shs1/attacks/attacks.hpp"
#include "conformance/shs1/lookalikes.hpp"

// C: the network key is insisted on (spec/shs1.md §3.1, §3.2: hmac[K](x_p) | x_p, 64 octets).
// B02-B05 are msg1 to a server; B06 is the same as msg2 to a client, noise included; B07 is msg2 in
// the paper's form.
namespace assay::mallory {
namespace {

// What is sent as a hello, from K and the sender's ephemeral public key.
using Hello = std::function<Bytes(Stage&, const Keys&, const Bytes& x_p)>;

Result wrong_hello(Stage& stage, const Hello& hello) {
  const Keys keys = Keys::draw(stage.keys);
  if (stage.role == Role::server) {
    Conversation line(stage, open_server(stage, keys));
    line.send(hello(stage, keys, base(stage.rng.bytes(32))));
    return refused(line);
  }
  AsServer s = read_msg1(stage, keys);
  s.line.send(hello(stage, keys, s.t.b_p));
  return refused(s.line);
}

Case with_hello(std::string slug, std::string change, Hello hello) {
  return {.slug = std::move(slug),
          .change = std::move(change),
          .run = [hello = std::move(hello)](Stage& stage) { return wrong_hello(stage, hello); }};
}

// The change named after the message that carries it.
using Made = std::function<std::vector<Case>(Stage&, const std::string& message)>;

std::vector<Case> noise(Stage&, const std::string& message) {
  return {with_hello("noise", message + " = 64 random octets",
                     [](Stage& st, const Keys&, const Bytes&) { return st.rng.bytes(64); })};
}

std::vector<Case> another_key(Stage&, const std::string& message) {
  return {with_hello("another-network", message + ".mac under another network's key",
                     [](Stage& st, const Keys&, const Bytes& x_p) {
                       return hello(st.rng.bytes(32), x_p);
                     }),
          with_hello("zero-key", message + ".mac under 0^32",
                     [](Stage&, const Keys&, const Bytes& x_p) { return hello(zeros(32), x_p); })};
}

std::vector<Case> flipped(Stage& stage, const std::string& message) {
  std::vector<Case> cases;
  for (const Flip& f : flips(stage, 64)) {
    cases.push_back(
        with_hello(f.slug, f.of(message), [f](Stage&, const Keys& keys, const Bytes& x_p) {
          Bytes spoiled = hello(keys.K, x_p);
          spoiled[f.octet] ^= f.mask;
          return spoiled;
        }));
  }
  return cases;
}

std::vector<Case> key_first(Stage&, const std::string& message) {
  return {with_hello(
      "key-first", message + " = x_p | mac, the paper's order",
      [](Stage&, const Keys& keys, const Bytes& x_p) { return cat(x_p, mac(keys.K, x_p)); })};
}

Case with_mac(std::string slug, const std::string& message, std::string_view formula,
              std::function<Bytes(const Bytes& K, const Bytes& x_p)> made) {
  return with_hello(
      std::move(slug), fmt::format("{}.mac = {}", message, formula),
      [made](Stage&, const Keys& keys, const Bytes& x_p) { return cat(made(keys.K, x_p), x_p); });
}

std::vector<Case> another_mac(Stage&, const std::string& message) {
  return {
      with_mac("hmac-sha-256", message, "HMAC-SHA-256", hmac_sha256),
      with_mac("hmac-sha-512-256", message, "HMAC over SHA-512/256", hmac_sha512_256),
      with_mac("blake2b", message, "keyed BLAKE2b", blake2b_keyed),
      with_mac("sha-256", message, "SHA-256(K | x_p)",
               [](const Bytes& K, const Bytes& x_p) { return h(cat(K, x_p)); }),
      with_mac("sha-512", message, "SHA-512(K | x_p)[0..32)", [](const Bytes& K, const Bytes& x_p) {
        Bytes hash = sha512(cat(K, x_p));
        hash.resize(32);
        return hash;
      })};
}

std::function<std::vector<Case>(Stage&)> of_msg1(Made made) {
  return [made](Stage& stage) { return made(stage, "msg1"); };
}

// B06
std::vector<Case> all_of_msg2(Stage& stage) {
  std::vector<Case> cases;
  for (const Made& made :
       {Made(noise), Made(another_key), Made(flipped), Made(key_first), Made(another_mac)}) {
    for (Case& c : made(stage, "msg2")) cases.push_back(std::move(c));
  }
  return cases;
}

// B07
Result msg2_keyed(Stage& stage, const std::function<Bytes(const Terms&)>& key) {
  AsServer s = read_msg1(stage, Keys::draw(stage.keys));
  s.line.send(hello(key(s.t), s.t.b_p));
  return refused(s.line);
}

std::vector<Case> papers_msg2(Stage&) {
  return {{.slug = "hashed",
           .change = "msg2.mac under h(K | ab)",
           .run =
               [](Stage& st) {
                 return msg2_keyed(st, [](const Terms& t) { return h(cat(t.K, t.ab)); });
               }},
          {.slug = "plain", .change = "msg2.mac under K | ab, 64 octets", .run = [](Stage& st) {
             return msg2_keyed(st, [](const Terms& t) { return cat(t.K, t.ab); });
           }}};
}

Attack hello_attack(Role role, std::string id, std::string slug, std::string meaning,
                    std::string likely, std::function<std::vector<Case>(Stage&)> cases) {
  const bool server = role == Role::server;
  return {.id = std::move(id),
          .slug = std::move(slug),
          .role = role,
          .meaning = std::move(meaning),
          .expected = server ? "refused at msg1, no msg2 sent" : "refused at msg2, no msg3 sent",
          .spec = server ? "spec/shs1.md#3.1" : "spec/shs1.md#3.2",
          .likely = std::move(likely),
          .control = honest_run,
          .cases = std::move(cases)};
}

}  // namespace

std::vector<Attack> c_hello_attacks() {
  const Role server = Role::server, client = Role::client;
  return {
      hello_attack(server, "B02", "another-network", "A client of another network was answered.",
                   "the mac of msg1 is not checked", of_msg1(another_key)),
      hello_attack(server, "B03", "hello-flipped", "A msg1 that was tampered with was answered.",
                   "the mac of msg1 is compared in part, or covers a_p in part", of_msg1(flipped)),
      hello_attack(server, "B04", "key-first",
                   "A msg1 in another order than the deployed one was answered.",
                   "msg1 is read in the paper's order", of_msg1(key_first)),
      hello_attack(server, "B05", "another-mac", "A msg1 under another mac was answered.",
                   "the mac is not the first half of HMAC-SHA-512", of_msg1(another_mac)),
      hello_attack(client, "B06", "wrong-msg2",
                   "The client went on with a server that does not know K.",
                   "the mac of msg2 is not checked, or only in part", all_of_msg2),
      hello_attack(client, "B07", "msg2-of-the-paper",
                   "The client took the paper's msg2 for the deployed one.",
                   "the mac of msg2 is keyed by K | ab", papers_msg2),
  };
}

}  // namespace assay::mallory
