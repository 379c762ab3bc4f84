// SPDX-License-Identifier: MIT
#include <algorithm>

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

Result shares_repeat(Stage& stage, const Rung& rung) {
  std::vector<Bytes> seen;
  const bool server = stage.role == Role::server;
  for (int i = 0; i < 4; ++i) {
    OwnEnd end(stage, rung);
    if (server) {
      end.line().send(end.take_own());
    }
    const auto first = end.receive();
    if (!first) end.fail("no first message");
    const Bytes share = share_in(rung, server ? 2 : 1, *first, server ? "Y" : "X");
    if (std::ranges::find(seen, share) != seen.end())
      return {Verdict::succeeded, "two runs have one share, " + hex(share)};
    seen.push_back(share);
  }
  return {Verdict::withstood, "4 runs, 4 shares"};
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
    all.push_back(single(rung, {.id = "L21",
                                .slug = "share-repeats",
                                .role = role,
                                .meaning = "Whoever learns one scalar reads every run.",
                                .expected = "a share that no run had before",
                                .spec = "spec/ladder.md#3.1",
                                .likely = "the ephemeral key is made once",
                                .change = "none: four runs",
                                .run = shares_repeat}));
  }
  return all;
}

}  // namespace assay::rungs
