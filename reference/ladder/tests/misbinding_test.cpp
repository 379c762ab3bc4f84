// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "reference/ladder/initiator.hpp"
#include "reference/ladder/sigma_0.hpp"
#include "reference/ladder/sigma_r.hpp"
#include "reference/ladder/tests/support.hpp"

// Who is believed to be at the other end, with E in the middle: each attack where it succeeds, and
// on the rung that mends it (spec/ladder.md §6).
namespace assay::ladder::tests {
namespace {

// What E has seen of a run, and the hand that it puts in.
struct Shares {
  InitiatorShare X;
  ResponderShare Y;
};

Shares shares_of(const Run& honest) {
  const std::size_t at = honest.sent[0].size() == 38 ? 0 : 32;
  return {InitiatorShare::from(field32(honest.sent[0], at)),
          ResponderShare::from(field32(honest.sent[1], at))};
}

const Bytes32 alice = padded("alice"), bob = padded("bob"), eve = padded("eve");

// A believes `initiators`, B believes `responders`, and the two share keys.
void check_misbound(const Run& seen, const Bytes32& initiators, const Bytes32& responders) {
  CHECK(seen.both_done());
  CHECK(seen.initiator.peer == initiators);
  CHECK(seen.responder.peer == responders);
  CHECK(seen.same_keys());
}

TEST_CASE("dh: E in the middle shares a key with each end, and neither sees it") {
  Setup E;
  E.x = E.y = filled(0x55);
  const Run towards_A = run(Proto::dh, E, replacing(1, run(Proto::dh).sent[0]));
  const Run towards_B = run(Proto::dh, E, replacing(2, run(Proto::dh).sent[1]));
  const Run seen = run(Proto::dh, {}, [&](std::size_t number, const Framed&) {
    return number == 1 ? towards_B.sent[0] : towards_A.sent[1];
  });
  CHECK(seen.both_done());
  CHECK(seen.initiator.app_i == towards_A.responder.app_i);
  CHECK(seen.responder.app_i == towards_B.initiator.app_i);
  CHECK_FALSE(seen.same_keys());
}

TEST_CASE("sign-own: E signs A's share, and B credits E with what A says") {
  const Setup setup;
  const auto [X, Y] = shares_of(run(Proto::sign_own));
  const auto E = setup.initiator(setup.E);
  const auto forged = frame(Proto::sign_own, 1, E.name(), X, sign(Proto::sign_own, E, X));
  check_misbound(run(Proto::sign_own, setup, replacing(1, forged)), bob, eve);
}

TEST_CASE("badh: E signs in A's place, and B credits E with what A says") {
  const Setup setup;
  const auto [X, Y] = shares_of(run(Proto::badh));
  const auto E = setup.initiator(setup.E);
  const auto forged = frame(Proto::badh, 3, E.name(), sign(Proto::badh, E, Y, X));
  check_misbound(run(Proto::badh, setup, replacing(3, forged)), bob, eve);
}

TEST_CASE("badh: E signs in B's place, and A believes to talk to E whom it called") {
  Setup setup;
  setup.called = eve;
  const auto [X, Y] = shares_of(run(Proto::badh));
  const auto E = setup.responder(setup.E);
  const auto forged = frame(Proto::badh, 2, Y, E.name(), sign(Proto::badh, E, X, Y));
  check_misbound(run(Proto::badh, setup, replacing(2, forged)), eve, alice);
}

TEST_CASE("iso: B refuses a signature by E in A's place, and A one for E") {
  Setup setup;
  const Run honest = run(Proto::iso);
  const auto [X, Y] = shares_of(honest);
  const auto E = setup.initiator(setup.E);
  const auto B = ResponderName::from(bob);
  const auto forged = frame(Proto::iso, 3, sign(Proto::iso, E, Y, X, B));
  CHECK(run(Proto::iso, setup, replacing(3, forged)).responder.rejected == Reject::bad_signature);
  const auto renamed = with_field(honest.sent[0], 0, eve);
  CHECK(run(Proto::iso, setup, replacing(1, renamed)).initiator.rejected == Reject::bad_signature);
}

TEST_CASE("iso: B refuses what A signed for E") {
  Setup setup;
  setup.called = eve;
  const auto [X, Y] = shares_of(run(Proto::iso));
  const auto E = setup.responder(setup.E);
  const auto forged =
      frame(Proto::iso, 2, E.name(), Y, sign(Proto::iso, E, X, Y, InitiatorName::from(alice)));
  const Run seen = run(Proto::iso, setup, replacing(2, forged));
  CHECK(seen.initiator.peer == eve);
  CHECK(seen.responder.rejected == Reject::bad_signature);
}

TEST_CASE("sigma-0: E can sign in either place, and has no mac for its own name") {
  Setup setup;
  const Run honest = run(Proto::sigma_0);
  const auto [X, Y] = shares_of(honest);
  const auto E = setup.initiator(setup.E);
  const auto macA = MacBy<Initiator>::from(field32(honest.sent[2], 32 + 64));
  const auto third = frame(Proto::sigma_0, 3, E.name(), sign(Proto::sigma_0, E, Y, X), macA);
  CHECK(run(Proto::sigma_0, setup, replacing(3, third)).responder.rejected == Reject::bad_mac);

  setup.called = eve;
  const auto E_too = setup.responder(setup.E);
  const auto macB = MacBy<Responder>::from(field32(honest.sent[1], 32 + 32 + 64));
  const auto second =
      frame(Proto::sigma_0, 2, Y, E_too.name(), sign(Proto::sigma_0, E_too, X, Y), macB);
  CHECK(run(Proto::sigma_0, setup, replacing(2, second)).initiator.rejected == Reject::bad_mac);
}

// E has registered A's key, and puts its own name where A's stands.
Setup registered_key_of_A() {
  Setup setup;
  setup.key_of_E = public_key(setup.A.seed);
  return setup;
}

Framed name_swapped(Proto P) {
  const Framed msg3 = run(P).sent[2];
  if (P != Proto::sts_enc_id) return with_field(msg3, 0, eve);
  Bytes32 difference = field32(msg3, 0);
  for (std::size_t i = 0; i < 32; ++i)
    difference[i] = static_cast<std::uint8_t>(difference[i] ^ alice[i] ^ eve[i]);
  return with_field(msg3, 0, difference);
}

constexpr std::array swappable = {Proto::sts_enc, Proto::sts_mac, Proto::sts_enc_id,
                                  Proto::sign_key};

TEST_CASE("sts and sign-key: E who registered A's key swaps the name, and B credits E") {
  for (const Proto P : swappable) {
    CAPTURE(static_cast<int>(P));
    const Setup setup = registered_key_of_A();
    check_misbound(run(P, setup, replacing(3, name_swapped(P))), bob, eve);
  }
}

TEST_CASE(
    "sts and sign-key: E with a key of its own, or a registrar that asks for a proof, and no "
    "swap works") {
  for (const Proto P : swappable) {
    CAPTURE(static_cast<int>(P));
    const auto swapped = replacing(3, name_swapped(P));
    Setup proven;
    for (const Mode mode : {Mode::named, Mode::named_pop}) {
      proven.mode = mode;
      CHECK(run(P, proven, swapped).responder.rejected == Reject::bad_signature);
    }
    Setup unproven = registered_key_of_A();
    unproven.mode = Mode::named_pop;
    CHECK(run(P, unproven, swapped).responder.rejected == Reject::unknown_name);
  }
}

TEST_CASE("sigma: the swap ends at the mac or the box even where E registered A's key") {
  const Setup setup = registered_key_of_A();
  const auto refusal = [&](Proto P) {
    return run(P, setup, replacing(3, name_swapped(P))).responder.rejected;
  };
  CHECK(refusal(Proto::sigma_0) == Reject::bad_mac);
  for (const Proto P : {Proto::sigma_i, Proto::sigma_r, Proto::sigma_ike, Proto::sigma_i_ack})
    CHECK(refusal(P) == Reject::bad_box);
}

TEST_CASE("sigma-r: A's own proof, sent back to it, does not open") {
  Setup setup;
  setup.called = alice;
  InitiatorSide side{setup.initiator(setup.A), ResponderName::from(alice), setup.directory(),
                     EphemeralSecret<Initiator>::from(setup.x)};
  auto begun = InitiatorStart<SigmaR>(std::move(side)).begin();
  const auto Y = ResponderShare::from(field32(begun.msg1, 0));
  auto proving = std::move(begun.next).read(frame(Proto::sigma_r, 2, Y));
  REQUIRE(proving);
  Framed reflected = proving->msg3;
  reflected[5] = 4;
  const auto accepted = std::move(proving->next).read(reflected);
  REQUIRE_FALSE(accepted);
  CHECK(accepted.error() == Reject::bad_box);
}

}  // namespace
}  // namespace assay::ladder::tests
