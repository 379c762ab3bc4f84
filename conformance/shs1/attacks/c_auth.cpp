// SPDX-License-Identifier: MIT
#include <algorithm>

#include "conformance/shs1/attacks/attacks.hpp"

// C: a failure is told apart (spec/shs1.md §11).
namespace assay::mallory {
namespace {

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
  return {{.slug = "msg1", .change = "msg1 = 64 random bytes", .run = server_fails_at_msg1},
          at_msg3("box", "msg3 = 112 random bytes",
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
  return {{.slug = "msg2", .change = "msg2 = 64 random bytes", .run = client_fails_at_msg2},
          at_msg4("box", "msg4 = 80 random bytes",
                  [](Stage& st, AsServer&) { return st.rng.bytes(80); }),
          at_msg4("signature", "sigB made with a stranger's key",
                  [](Stage&, AsServer& s) {
                    s.t.sigB = sign(s.keys.M, s.t.text_of_sigB());
                    return s.t.msg4();
                  }),
          at_msg4("end", "FIN instead of msg4", [](Stage&, AsServer&) { return Bytes{}; })};
}

}  // namespace

std::vector<Attack> c_auth_attacks() {
  std::vector<Attack> all;
  for (const Role role : {Role::server, Role::client}) {
    all.push_back(
        {.id = "X05",
         .slug = "failure-told-apart",
         .role = role,
         .meaning = "A failed handshake looks to the caller like one that succeeded.",
         .expected = "refused, and where the target is an executable: an exit code other than 0",
         .spec = "spec/shs1.md#11",
         .likely = "the exit code is 0 whatever came of the handshake",
         .control = honest_run,
         .cases = role == Role::server ? failures_of_server : failures_of_client});
  }
  return all;
}

}  // namespace assay::mallory
