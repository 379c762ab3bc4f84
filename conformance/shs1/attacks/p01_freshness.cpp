// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "conformance/shs1/attacks/attacks.hpp"
#include "conformance/shs1/attacks/freshness.hpp"
#include "conformance/shs1/attacks/recordings.hpp"

// P01: forward secrecy (spec/shs1.md §2: an ephemeral key is made for one session).
namespace assay::mallory {
namespace {

// F04: dials that are given up after msg1, each by a fresh client object.
Result ephemerals_of_dials(Stage& stage) {
  require_own_ephemerals(stage);
  const Keys keys = Keys::draw(stage.keys);
  return all_distinct(gather(stage, [&](std::size_t) { return ephemeral_of(stage, keys); }), "a_p");
}

// How one dial of a client object ends, before the object dials again.
Bytes dial(const Stage& stage, const Keys& keys, std::size_t i) {
  Stage own = stage;
  OpenRequest request = open_client(own, keys);
  request.endpoint = endpoint_of(keys);
  AsServer s = read_msg1(own, keys, request);
  switch (i % 4) {
    case 0:
      break;  // given up
    case 1:
      s.line.send(Bytes(64, 0x55));
      break;  // refused at msg2
    case 2:
      s.line.eof();
      break;  // cut
    default:  // succeeds
      s.line.send(s.t.msg2());
      read_msg3(own, s);
      complete(own, s);
  }
  return s.t.a_p;
}

Result ephemerals_of_redials(Stage& stage) {
  require_own_ephemerals(stage);
  if (!stage.caps.has("endpoint")) throw Unsupported("needs capability endpoint");
  const Keys keys = Keys::draw(stage.keys);
  std::vector<Bytes> all;
  for (std::size_t i = 0; i < 32; ++i) all.push_back(dial(stage, keys, i));
  return all_distinct(all, "a_p");
}

std::vector<Case> ephemerals_of_client(Stage&) {
  return {{.slug = "dials",
           .change = "many dials, each by a fresh client object",
           .run = ephemerals_of_dials},
          {.slug = "redials",
           .change = "one client object dials again after each kind of end",
           .run = ephemerals_of_redials}};
}

// F08: the ephemeral key of the first session of a fresh process, guessed by whoever stole the
// long-term key.
Result guessed_ephemeral(Stage& stage) {
  require_own_ephemerals(stage);
  const Keys keys = Keys::draw(stage.keys);
  require_long_term_keys(stage);
  require_restart(stage);
  const Bytes& seed = stage.role == Role::server ? keys.B : keys.A;
  stage.target.restart();
  const Bytes u = ephemeral_of(stage, keys);
  const auto now = std::chrono::duration_cast<std::chrono::seconds>(
      std::chrono::system_clock::now().time_since_epoch());
  const auto seconds = static_cast<std::uint64_t>(now.count());
  if (!guess_ephemeral(keys.K, seed, base(h(cat(seed, Bytes{0}))), seconds).right) {
    throw ControlFailed("a planted derivation was not guessed");
  }
  const Guesses guesses = guess_ephemeral(keys.K, seed, u, seconds);
  if (guesses.right) return {Verdict::succeeded, "the ephemeral key is " + *guesses.right};
  return {Verdict::withstood, fmt::format("none of {} guesses is the ephemeral key", guesses.made)};
}

// H06: the runner's own ephemeral is the same in every session, so that the target's makes the
// difference.
std::vector<Bytes> keys_of_one_session(const Stage& stage, const Keys& keys, std::size_t i) {
  Stage again = stage;
  OpenRequest request =
      again.role == Role::server ? open_server(again, keys) : open_client(again, keys);
  if (i % 2 == 1 && again.caps.has("endpoint")) request.endpoint = endpoint_of(keys);
  const auto both = [&](Conversation& line, const Terms& t) -> std::vector<Bytes> {
    if (!again.caps.has("outcome")) return {t.key_to_server(), t.key_to_client()};
    const auto outcome = line.outcome();
    return {outcome.at("enc_key"), outcome.at("dec_key")};
  };
  if (again.role == Role::server) {
    AsClient s = exchange_hellos(again, keys, request);
    complete(again, s);
    return both(s.line, s.t);
  }
  AsServer s = answer_client(again, keys, request);
  return both(s.line, s.t);
}

Result keys_of_many_sessions(Stage& stage) {
  const Keys keys = Keys::draw(stage.keys);
  const std::size_t sessions = stage.effort == Effort::full     ? 64
                               : stage.effort == Effort::normal ? 16
                                                                : 4;
  std::vector<Bytes> all;
  for (std::size_t i = 0; i < sessions; ++i) {
    for (Bytes& key : keys_of_one_session(stage, keys, i)) all.push_back(std::move(key));
  }
  return all_distinct(all, "a key of the outcome");
}

Attack guessed_from_long_term(Role role) {
  return {
      .id = "F08",
      .slug = "ephemeral-guessed",
      .role = role,
      .meaning = "Whoever steals the long-term key can compute the ephemeral keys of the past.",
      .expected = "an ephemeral key that no guess from the long-term key hits",
      .spec = "spec/shs1.md#2",
      .likely = "the ephemeral key is derived from the long-term key and a counter or the time",
      .control = honest_run,
      .cases = single("the ephemeral key is guessed from the long-term seed", guessed_ephemeral)};
}

Attack keys_repeat(Role role) {
  return {
      .id = "H06",
      .slug = "keys-repeat",
      .role = role,
      .meaning = "Two sessions, or the two directions of one, share a key.",
      .expected = "keys that are pairwise distinct",
      .spec = "spec/shs1.md#4",
      .likely = "the ephemeral key is used again, or one key serves both directions",
      .control = honest_run,
      .cases = single("the peer uses the same ephemeral key every time", keys_of_many_sessions)};
}

}  // namespace

std::vector<Attack> p01_freshness_attacks() {
  return {
      {.id = "F04",
       .slug = "ephemeral-repeats",
       .role = Role::client,
       .meaning =
           "The client used an ephemeral key twice: its sessions can be linked, and one stolen key "
           "opens several.",
       .expected = "a fresh a_p in every dial",
       .spec = "spec/shs1.md#2",
       .likely = "the ephemeral key belongs to the client object, or its random source is small",
       .control = honest_run,
       .cases = ephemerals_of_client},
      guessed_from_long_term(Role::server),
      guessed_from_long_term(Role::client),
      keys_repeat(Role::server),
      keys_repeat(Role::client),
  };
}

}  // namespace assay::mallory
