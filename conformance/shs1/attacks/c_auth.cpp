// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "conformance/shs1/attacks/attacks.hpp"
#include "conformance/shs1/lookalikes.hpp"

// C: msg3 is derived as specified (spec/shs1.md §3.3), and a failure is told apart (spec/shs1.md
// §11).
namespace assay::mallory {
namespace {

Case signed_as(std::string slug, std::string change,
               std::function<Bytes(const AsClient&)> signature) {
  return spoiled_msg3(std::move(slug), std::move(change), [signature](Stage&, AsClient& s) {
    s.t.sigA = signature(s);
    return s.t.msg3();
  });
}

// C08
std::vector<Case> another_signature(Stage&) {
  return {signed_as("ab-itself", "sigA over K | B_p | ab",
                    [](const AsClient& s) { return sign(s.keys.A, cat(s.t.K, s.t.B_p, s.t.ab)); }),
          signed_as("sha-512", "sigA over K | B_p | SHA-512(ab)",
                    [](const AsClient& s) {
                      return sign(s.keys.A, cat(s.t.K, s.t.B_p, sha512(s.t.ab)));
                    }),
          signed_as("prehashed", "sigA is Ed25519ph", [](const AsClient& s) {
            return sign_prehashed(s.keys.A, s.t.text_of_sigA());
          })};
}

using Key = std::function<Bytes(const Terms&)>;

Case boxed_under(std::string slug, std::string formula, Key key) {
  return spoiled_msg3(std::move(slug), "msg3 boxed under " + formula, [key](Stage&, AsClient& s) {
    s.t.K2 = key(s.t);
    return s.t.msg3();
  });
}

// C11
std::vector<Case> without_network_key(Stage&) {
  return {boxed_under("left-out", "h(ab | aB)", [](const Terms& t) { return h(cat(t.ab, t.aB)); }),
          boxed_under("zero", "h(0^32 | ab | aB)",
                      [](const Terms& t) { return h(cat(zeros(32), t.ab, t.aB)); })};
}

// C14
std::vector<Case> another_box(Stage&) {
  const auto boxed = [](std::string slug, std::string change, auto made) {
    return spoiled_msg3(std::move(slug), std::move(change),
                        [made](Stage&, AsClient& s) { return made(s.t, cat(s.t.sigA, s.t.A_p)); });
  };
  return {boxed_under("K-aB-ab", "h(K | aB | ab)",
                      [](const Terms& t) { return h(cat(t.K, t.aB, t.ab)); }),
          boxed_under("ab-K-aB", "h(ab | K | aB)",
                      [](const Terms& t) { return h(cat(t.ab, t.K, t.aB)); }),
          boxed_under("ab-aB-K", "h(ab | aB | K)",
                      [](const Terms& t) { return h(cat(t.ab, t.aB, t.K)); }),
          boxed_under("aB-K-ab", "h(aB | K | ab)",
                      [](const Terms& t) { return h(cat(t.aB, t.K, t.ab)); }),
          boxed_under("aB-ab-K", "h(aB | ab | K)",
                      [](const Terms& t) { return h(cat(t.aB, t.ab, t.K)); }),
          boxed("nonce-one", "msg3 boxed under nonce 0^23 01",
                [](const Terms& t, const Bytes& H) {
                  Bytes nonce = zeros(24);
                  nonce.back() = 1;
                  return box(t.K2, nonce, H);
                }),
          boxed("nonce-of-msg2", "msg3 boxed under the nonce msg2[0..24)",
                [](const Terms& t, const Bytes& H) { return box(t.K2, t.nonce_to_server(), H); }),
          boxed("xchacha", "msg3 boxed by XChaCha20-Poly1305",
                [](const Terms& t, const Bytes& H) { return xchacha_box(t.K2, H); })};
}

// X05. Beyond the refusal: a process of the executable contract that failed must not exit 0.
Result told_apart(Stage& stage, Conversation& line) {
  const Result refusal = refused(line);
  const auto& known = stage.caps.observe;
  if (std::ranges::find(known, "exit_status") == known.end()) return refusal;
  if (refusal.verdict != Verdict::withstood) return refusal;
  Bytes status;
  line.wait([&](const Conversation& c) {
    status = line.session().observe({"exit_status"})["exit_status"];
    return !status.empty() || c.state() == State::rejected;
  });
  if (status == Bytes{0}) return {Verdict::succeeded, "it exited with 0; " + line.summary()};
  return refusal;
}

Result server_fails_at_msg1(Stage& stage) {
  const Keys keys = Keys::draw(stage.keys);
  Conversation line(stage, open_server(stage, keys));
  line.send(stage.rng.bytes(64));
  return told_apart(stage, line);
}

Result server_fails_at_msg3(Stage& stage, const SpoilMsg3& msg3) {
  AsClient s = exchange_hellos(stage, Keys::draw(stage.keys));
  const Bytes sent = msg3(stage, s);
  if (sent.empty()) {
    s.line.eof();
  } else {
    s.line.send(sent);
  }
  return told_apart(stage, s.line);
}

Result client_fails_at_msg2(Stage& stage) {
  AsServer s = read_msg1(stage, Keys::draw(stage.keys));
  s.line.send(stage.rng.bytes(64));
  return told_apart(stage, s.line);
}

Result client_fails_at_msg4(Stage& stage, const Spoil& msg4) {
  AsServer s = exchange_to_msg3(stage, Keys::draw(stage.keys));
  const Bytes sent = msg4(stage, s);
  if (sent.empty()) {
    s.line.eof();
  } else {
    s.line.send(sent);
  }
  return told_apart(stage, s.line);
}

std::vector<Case> failures_of_server(Stage&) {
  const auto at_msg3 = [](std::string slug, std::string change, SpoilMsg3 msg3) {
    return Case{.slug = std::move(slug), .change = std::move(change), .run = [msg3](Stage& st) {
                  return server_fails_at_msg3(st, msg3);
                }};
  };
  return {{.slug = "msg1", .change = "msg1 = 64 random octets", .run = server_fails_at_msg1},
          at_msg3("box", "msg3 = 112 random octets",
                  [](Stage& st, AsClient&) { return st.rng.bytes(112); }),
          at_msg3("signature", "sigA made with a stranger's key",
                  [](Stage&, AsClient& s) {
                    s.t.sigA = sign(s.keys.M, s.t.text_of_sigA());
                    return s.t.msg3();
                  }),
          at_msg3("end", "FIN instead of msg3", [](Stage&, AsClient&) { return Bytes{}; })};
}

std::vector<Case> failures_of_client(Stage&) {
  const auto at_msg4 = [](std::string slug, std::string change, Spoil msg4) {
    return Case{.slug = std::move(slug), .change = std::move(change), .run = [msg4](Stage& st) {
                  return client_fails_at_msg4(st, msg4);
                }};
  };
  return {{.slug = "msg2", .change = "msg2 = 64 random octets", .run = client_fails_at_msg2},
          at_msg4("box", "msg4 = 80 random octets",
                  [](Stage& st, AsServer&) { return st.rng.bytes(80); }),
          at_msg4("signature", "sigB made with a stranger's key",
                  [](Stage&, AsServer& s) {
                    s.t.sigB = sign(s.keys.M, s.t.text_of_sigB());
                    return s.t.msg4();
                  }),
          at_msg4("end", "FIN instead of msg4", [](Stage&, AsServer&) { return Bytes{}; })};
}

Attack auth_attack(Role role, std::string id, std::string slug, std::string meaning,
                   std::string likely, std::function<std::vector<Case>(Stage&)> cases) {
  return {.id = std::move(id),
          .slug = std::move(slug),
          .role = role,
          .meaning = std::move(meaning),
          .expected = "refused at msg3, nothing sent",
          .spec = "spec/shs1.md#3.3",
          .likely = std::move(likely),
          .control = honest_run,
          .cases = std::move(cases)};
}

}  // namespace

std::vector<Attack> c_auth_attacks() {
  const Role server = Role::server;
  std::vector<Attack> all = {
      auth_attack(server, "C08", "another-signature", "A msg3 signed in another way was accepted.",
                  "sigA is checked over another text, or in another mode", another_signature),
      auth_attack(server, "C11", "box-without-network-key",
                  "A msg3 that needs no network key was accepted.", "K is left out of K2",
                  without_network_key),
      auth_attack(server, "C14", "another-box", "A msg3 that is boxed in another way was accepted.",
                  "K2, the nonce or the cipher differs from the specification", another_box)};
  for (const Role role : {Role::server, Role::client}) {
    Attack x05 = auth_attack(role, "X05", "failure-told-apart",
                             "A failed handshake looks to the caller like one that succeeded.",
                             "the exit code is 0 whatever came of the handshake",
                             role == server ? failures_of_server : failures_of_client);
    x05.expected = "refused, and where the target is an executable: an exit code other than 0";
    x05.spec = "spec/shs1.md#11";
    all.push_back(std::move(x05));
  }
  return all;
}

}  // namespace assay::mallory
