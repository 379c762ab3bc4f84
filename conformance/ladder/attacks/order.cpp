// SPDX-License-Identifier: MIT
#include "conformance/ladder/attacks/attacks.hpp"

namespace assay::rungs {
namespace {

// The stream ends here, as it does when the peer refused what it read.
Result ended_without_success(OwnEnd& end) {
  end.line().eof();
  end.line().wait([](const Conversation& c) { return c.succeeded() || c.ended(); });
  const std::string seen = end.line().summary();
  if (end.line().succeeded()) return {Verdict::succeeded, "it is done all the same: " + seen};
  if (!end.line().ended()) return {Verdict::hung, "neither done nor ended: " + seen};
  return {Verdict::withstood, seen};
}

// The responder refuses the initiator's proof. Where that proof is the first message, an old answer
// of the responder's stands in for its refusal.
Result initiators_proof_is_corrupted(Stage& stage, const Rung& rung) {
  const int n = proof_of(rung, Role::client);
  if (n == 1) {
    const std::vector<Bytes> old = recorded_run(stage, rung);
    OwnEnd end(stage, rung);
    if (!end.receive()) end.fail("no msg1");
    end.line().send(old.front());
    return ended_without_success(end);
  }
  OwnEnd end(stage, rung);
  end.line().send(end.up_to(n - 1));
  if (!end.receive()) end.fail("no proof");
  return ended_without_success(end);
}

// The initiator refuses the responder's proof.
Result responders_proof_is_corrupted(Stage& stage, const Rung& rung) {
  OwnEnd end(stage, rung);
  const int n = proof_of(rung, Role::server);
  end.line().send(end.up_to(n - 1));
  if (!end.receive()) end.fail("no proof");
  return ended_without_success(end);
}

// The share comes back as the responder's, and the proof as its proof.
Result reflected(Stage& stage, const Rung& rung, bool calls_itself) {
  const Cast cast = cast_on(stage, rung);
  OwnEnd end(stage, rung, {.called = calls_itself ? std::optional(cast.A.name) : std::nullopt});
  const std::optional<Bytes> msg1 = end.receive();
  if (!msg1) end.fail("no msg1");
  const Bytes X = share_in(rung, 1, *msg1, "X");
  end.read(*msg1);
  end.line().send(with_share(rung, 2, end.take_own(), "Y", X));
  std::optional<Bytes> msg3 = end.receive();
  if (!msg3) return refused(end);
  (*msg3)[5] = 4;
  end.line().send(*msg3);
  return refused(end);
}

Result reflected_to_caller(Stage& stage, const Rung& rung) { return reflected(stage, rung, false); }
Result reflected_to_itself(Stage& stage, const Rung& rung) { return reflected(stage, rung, true); }

Attack reflection(const Rung& rung) {
  Attack attack =
      single(rung, {.id = "A37",
                    .slug = "own-proof-reflected",
                    .role = Role::client,
                    .meaning = "The initiator talks to itself and takes that for its peer.",
                    .expected = "refused at msg4",
                    .spec = "spec/ladder.md#6.11",
                    .likely = "one key serves both directions",
                    .change = "X as Y, and msg3 as msg4",
                    .run = reflected_to_caller});
  attack.cases = [&rung](Stage&) {
    const auto on = [&rung](Result (*run)(Stage&, const Rung&)) {
      return [&rung, run](Stage& stage) { return run(stage, rung_on(stage, rung)); };
    };
    return std::vector<Case>{
        {.slug = "calls-B", .change = "X as Y, and msg3 as msg4", .run = on(reflected_to_caller)},
        {.slug = "calls-itself",
         .change = "X as Y, and msg3 as msg4, to one that calls its own name",
         .run = on(reflected_to_itself)}};
  };
  return attack;
}

}  // namespace

std::vector<Attack> order_attacks(const Rung& rung) {
  const bool initiator_first = proof_of(rung, Role::server) == 4;
  const bool sign_own = rung.name == "sign-own";
  std::vector<Attack> all = {
      single(rung, {.id = "A13",
                    .slug = "initiators-proof-corrupted",
                    .role = Role::client,
                    .meaning = "It is done although nobody has verified it.",
                    .expected = "no success before the responder has verified it",
                    .spec = "spec/ladder.md#2",
                    .likely = "whoever sends the last message is done when it is sent",
                    .change = "the message with its proof does not arrive as it was sent",
                    .run = initiators_proof_is_corrupted,
                    .twin = initiator_first || rung.is_acknowledged() ? "" : "sigma-r",
                    .attacker = Attacker::spoiling}),
      single(rung, {.id = "A14",
                    .slug = "responders-proof-corrupted",
                    .role = Role::server,
                    .meaning = "It is done although nobody has verified it.",
                    .expected = "no success before the initiator has verified it",
                    .spec = "spec/ladder.md#2",
                    .likely = "whoever sends the last message is done when it is sent",
                    .change = "the message with its proof does not arrive as it was sent",
                    .run = responders_proof_is_corrupted,
                    .twin = initiator_first || sign_own ? "sigma-i" : "",
                    .attacker = Attacker::spoiling})};
  if (initiator_first) all.push_back(reflection(rung));
  return all;
}

}  // namespace assay::rungs
