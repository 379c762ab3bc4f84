// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "conformance/ladder/algebra.hpp"
#include "conformance/ladder/attacks/attacks.hpp"

namespace assay::rungs {
namespace {

// What E, in the middle, does to the two shares that pass: to X on its way to the responder, to Y
// on its way to the initiator.
using ShareChange = std::function<Bytes(const Bytes& share, std::string_view letter)>;

Bytes changed_share(const Rung& rung, int n, const Bytes& message, const ShareChange& change) {
  if (n > 2) return message;
  const std::string_view letter = n == 1 ? "X" : "Y";
  return with_share(rung, n, message, letter, change(share_in(rung, n, message, letter), letter));
}

// An honest run of the target with an honest end, E between them. SUCCEEDED when both are done.
Result run_with_changed_shares(Stage& stage, const Rung& rung, const ShareChange& change) {
  OwnEnd end(stage, rung);
  for (int n = 1; n <= rung.last(); ++n) {
    if ((n % 2 == 1) == (end.role() == Role::client)) {
      const Bytes own = end.take_own();
      if (own.empty()) break;
      end.line().send(changed_share(rung, n, own, change));
      continue;
    }
    const std::optional<Bytes> heard = end.receive();
    if (!heard) return {Verdict::withstood, "it refused: " + end.line().summary()};
    if (!end.read(changed_share(rung, n, *heard, change)))
      return {Verdict::withstood, "its peer refused what came of it"};
  }
  end.take_own();
  const bool both = end.done() && end.line().wait([](const Conversation& c) {
    return c.succeeded() || c.ended();
  }) && end.line().succeeded();
  return {both ? Verdict::succeeded : Verdict::withstood,
          (both ? "both ends are done: " : "not both ends are done: ") + end.line().summary()};
}

Result with_own_shares(Stage& stage, const Rung& rung) {
  const Bytes X = base(stage.rng.bytes(32)), Y = base(stage.rng.bytes(32));
  return run_with_changed_shares(
      stage, rung, [&](const Bytes&, std::string_view letter) { return letter == "X" ? X : Y; });
}

// Bit 255 means nothing to X25519, so the shared secret stays: only what covers the share sees it.
Result with_bit_255(Stage& stage, const Rung& rung) {
  const std::string_view flipped = stage.role == Role::server ? "X" : "Y";
  return run_with_changed_shares(stage, rung, [&](Bytes share, std::string_view letter) {
    if (letter == flipped) share.back() ^= 0x80;
    return share;
  });
}

// The target's share in a run that is given up. A responder is sent `msg1`, where there is one.
Bytes share_of_run(Stage& stage, const Rung& rung, const Bytes& msg1) {
  OwnEnd end(stage, rung);
  const bool server = stage.role == Role::server;
  if (server) {
    const Bytes own = end.take_own();
    end.line().send(msg1.empty() ? own : msg1);
  }
  const auto first = end.receive();
  if (!first) end.fail("no first message");
  return share_in(rung, server ? 2 : 1, *first, server ? "Y" : "X");
}

// A number, whatever the time that it takes: evidence does not depend on how busy a machine is.
int runs_to_compare(const Stage& stage) {
  const int runs = stage.effort == Effort::full ? 512 : stage.effort == Effort::normal ? 64 : 8;
  return stage.target.one_process_per_session() ? std::min(runs, 16) : runs;
}

// In two processes, where the target can be started again: what counts begins anew in the second.
Result shares_repeat(Stage& stage, const Rung& rung, const Bytes& msg1) {
  std::map<Bytes, int> seen;
  const int runs = runs_to_compare(stage);
  for (int i = 1; i <= runs; ++i) {
    if ((i == 1 || i == runs / 2 + 1) && stage.caps.restarts) stage.target.restart();
    const Bytes share = share_of_run(stage, rung, msg1);
    const auto [first, fresh] = seen.emplace(share, i);
    if (!fresh)
      return {Verdict::succeeded,
              fmt::format("runs {} and {} have one share, {}", first->second, i, hex(share))};
  }
  return {Verdict::withstood, fmt::format("{} runs, {} shares", runs, runs)};
}

Result shares_of_runs(Stage& stage, const Rung& rung) { return shares_repeat(stage, rung, {}); }

Result shares_of_one_msg1(Stage& stage, const Rung& rung) {
  Bytes msg1;
  {
    OwnEnd end(stage, rung);
    msg1 = end.take_own();
  }
  return shares_repeat(stage, rung, msg1);
}

Attack repeating_share(const Rung& rung, Role role) {
  Attack attack = single(rung, {.id = "L21",
                                .slug = "share-repeats",
                                .role = role,
                                .meaning = "Whoever learns one scalar reads every run.",
                                .expected = "a share that no run had before",
                                .spec = "spec/ladder.md#3.1",
                                .likely = "the ephemeral key is made once, of what comes again, or "
                                          "of too little chance",
                                .change = "",
                                .run = nullptr});
  attack.cases = [&rung](const Stage& stage) {
    const auto on = [&rung](Result (*run)(Stage&, const Rung&)) {
      return [&rung, run](Stage& st) { return run(st, rung_on(st, rung)); };
    };
    std::vector<Case> cases = {
        {.slug = "many-runs", .change = "none: many runs", .run = on(shares_of_runs)}};
    if (stage.role == Role::server)
      cases.push_back({.slug = "one-msg1",
                       .change = "one msg1 is sent in all of many runs",
                       .run = on(shares_of_one_msg1)});
    return cases;
  };
  return attack;
}

}  // namespace

std::vector<Attack> share_attacks(const Rung& rung) {
  std::vector<Attack> all;
  for (const Role role : {Role::server, Role::client}) {
    all.push_back(single(rung, {.id = "A01",
                                .slug = "shares-replaced-in-the-middle",
                                .role = role,
                                .meaning = "Who sits in the middle reads and writes everything.",
                                .expected = "one of the two ends refuses",
                                .spec = "spec/ladder.md#6.1",
                                .likely = "nothing covers the shares",
                                .change = "X and Y are the attacker's, each on its way",
                                .run = with_own_shares,
                                .twin = rung.has_names() ? "" : "badh",
                                .attacker = Attacker::impersonating}));
    all.push_back(single(rung, {.id = "A39",
                                .slug = "bit-255-of-a-share",
                                .role = role,
                                .meaning = "Two honest ends are done with different transcripts.",
                                .expected = "one of the two ends refuses",
                                .spec = "spec/ladder.md#6.1",
                                .likely = "nothing covers the shares as they were sent",
                                .change = "bit 255 of the share is flipped on its way",
                                .run = with_bit_255,
                                .twin = rung.has_names() ? "" : "badh",
                                .attacker = Attacker::relaying}));
    all.push_back(repeating_share(rung, role));
  }
  return all;
}

}  // namespace assay::rungs
