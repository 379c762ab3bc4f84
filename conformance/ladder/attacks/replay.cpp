// SPDX-License-Identifier: MIT
#include "conformance/ladder/attacks/attacks.hpp"

namespace assay::rungs {
namespace {

// A recording, to a fresh session; what it answers before the last is thrown away.
Result replayed_to(Stage& stage, const Rung& rung, const std::vector<Bytes>& recording) {
  OwnEnd end(stage, rung);
  for (std::size_t i = 0; i < recording.size(); ++i) {
    const bool waits = i > 0 || end.role() == Role::server;
    if (waits && !end.receive()) break;
    end.line().send(recording[i]);
  }
  return refused(end);
}

Result recorded_messages(Stage& stage, const Rung& rung) {
  return replayed_to(stage, rung, recorded_run(stage, rung));
}

// A scalar of A's leaked, of a run that is long over.
Result recorded_with_scalar(Stage& stage, const Rung& rung) {
  OwnEnd run(stage, rung);
  const Bytes msg1 = run.take_own();
  OwnEnd end(stage, rung);
  end.line().send(msg1);
  const std::optional<Bytes> msg2 = end.receive();
  if (!msg2) return {Verdict::withstood, "it refused: " + end.line().summary()};
  if (!run.read(*msg2)) return {Verdict::withstood, "msg2 is for another run"};
  end.line().eof();
  end.line().wait([](const Conversation& c) { return c.succeeded() || c.ended(); });
  if (!end.line().succeeded()) return {Verdict::withstood, "not done: " + end.line().summary()};
  return {Verdict::succeeded, "done with A, whose scalar gives the keys: " + end.line().summary()};
}

}  // namespace

std::vector<Bytes> recorded_run(Stage& stage, const Rung& rung) {
  OwnEnd end(stage, rung);
  std::vector<Bytes> sent;
  for (int n = 1; n <= rung.last(); ++n) {
    if ((n % 2 == 1) == (end.role() == Role::client)) {
      sent.push_back(end.take_own());
      end.line().send(sent.back());
    } else if (const auto heard = end.receive(); !heard || !end.read(*heard)) {
      end.fail("the run to be recorded stopped at message " + std::to_string(n));
    }
  }
  end.take_own();
  if (!end.line().wait([](const Conversation& c) { return c.succeeded(); }))
    end.fail("the run to be recorded did not succeed");
  return sent;
}

std::vector<Attack> replay_attacks(const Rung& rung) {
  std::vector<Attack> all;
  const std::string twin = rung.name == "sign-own" ? "badh" : "";
  for (const Role role : {Role::server, Role::client})
    all.push_back(single(rung, {.id = "A03",
                                .slug = "recorded-messages",
                                .role = role,
                                .meaning = "What was recorded passes for a peer that is away.",
                                .expected = "refused at the proof",
                                .spec = "spec/ladder.md#6.2",
                                .likely = "the proof covers nothing of this run",
                                .change = "all messages are those of an earlier run",
                                .run = recorded_messages,
                                .twin = twin,
                                .attacker = Attacker::replaying}));
  all.push_back(single(rung, {.id = "A04",
                              .slug = "recorded-hello-and-its-scalar",
                              .role = Role::server,
                              .meaning = "Who learned one scalar of A's can be A for ever.",
                              .expected = "no success without a fresh proof",
                              .spec = "spec/ladder.md#6.2",
                              .likely = "a signature over a share says nothing of a run",
                              .change = "msg1 is an earlier run's, its scalar known",
                              .run = recorded_with_scalar,
                              .twin = rung.name == "sign-own" ? "iso" : "",
                              .attacker = Attacker::replaying}));
  return all;
}

}  // namespace assay::rungs
