// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "reference/ladder/badh.hpp"
#include "reference/ladder/dh.hpp"
#include "reference/ladder/sigma_i_ack.hpp"
#include "reference/ladder/sigma_r.hpp"
#include "reference/ladder/sign_own.hpp"
#include "reference/ladder/tests/support.hpp"
#include "reference/tests/dies.hpp"

// The states of the five shapes that rungs have; badh stands for all that are done after msg3.
namespace assay::ladder::tests {
namespace {

using reference::tests::dies_saying;

// Which verbs an expression of type S offers: S for a state that is given up, S& for one that is
// kept.
template <class S>
concept Begins = requires(S&& s) { std::forward<S>(s).begin(); };
template <class S>
concept Reads = requires(S&& s) { std::forward<S>(s).read(Bytes()); };
template <class S>
concept Authorizes = requires(S&& s) { std::forward<S>(s).authorize(true); };
template <class S>
concept NamesPeer = requires(S&& s) { std::forward<S>(s).peer(); };

template <class... S>
constexpr bool only_begin = ((Begins<S> && !Reads<S> && !Authorizes<S> && !NamesPeer<S>) && ...);
template <class... S>
constexpr bool only_read = ((!Begins<S> && Reads<S> && !Authorizes<S> && !NamesPeer<S>) && ...);
template <class... S>
constexpr bool only_decide = ((!Begins<S> && !Reads<S> && Authorizes<S> && NamesPeer<S>) && ...);
template <class... S>
constexpr bool kept_do_nothing = ((!Begins<S&> && !Reads<S&> && !Authorizes<S&>) && ...);
template <class... S>
constexpr bool sealed = ((!std::is_default_constructible_v<S> && !std::is_copy_constructible_v<S> &&
                          !std::is_copy_assignable_v<S> && std::is_move_constructible_v<S>) &&
                         ...);

static_assert(only_begin<DhInitiatorStart, SignOwnInitiatorStart, InitiatorStart<Badh>,
                         InitiatorStart<SigmaR>, InitiatorStart<SigmaIAck>>);
static_assert(
    only_read<DhInitiatorAwaitsMsg2, SignOwnInitiatorAwaitsMsg2, InitiatorAwaitsMsg2<Badh>,
              InitiatorAwaitsMsg2<SigmaR>, InitiatorAwaitsMsg4<SigmaR>,
              InitiatorAwaitsMsg2<SigmaIAck>, InitiatorAwaitsAck<SigmaIAck>>);
static_assert(
    only_read<DhResponderAwaitsMsg1, SignOwnResponderAwaitsMsg1, ResponderAwaitsMsg1<Badh>,
              ResponderAwaitsMsg3<Badh>, ResponderAwaitsMsg1<SigmaR>, ResponderAwaitsMsg3<SigmaR>>);
static_assert(only_decide<SignOwnResponderAwaitsDecision, ResponderAwaitsDecision<Badh>,
                          ResponderAwaitsDecision<SigmaR>, ResponderAwaitsDecision<SigmaIAck>>);
static_assert(kept_do_nothing<
              DhInitiatorStart, DhInitiatorAwaitsMsg2, DhResponderAwaitsMsg1, SignOwnInitiatorStart,
              SignOwnInitiatorAwaitsMsg2, SignOwnResponderAwaitsMsg1,
              SignOwnResponderAwaitsDecision, InitiatorStart<Badh>, InitiatorAwaitsMsg2<Badh>,
              ResponderAwaitsMsg1<Badh>, ResponderAwaitsMsg3<Badh>, ResponderAwaitsDecision<Badh>,
              InitiatorAwaitsMsg4<SigmaR>, InitiatorAwaitsAck<SigmaIAck>>);
static_assert(
    sealed<DhInitiatorStart, DhInitiatorAwaitsMsg2, DhResponderAwaitsMsg1, SignOwnInitiatorStart,
           SignOwnInitiatorAwaitsMsg2, SignOwnResponderAwaitsMsg1, SignOwnResponderAwaitsDecision,
           InitiatorStart<Badh>, InitiatorAwaitsMsg2<Badh>, ResponderAwaitsMsg1<Badh>,
           ResponderAwaitsMsg3<Badh>, ResponderAwaitsDecision<Badh>, InitiatorAwaitsMsg4<SigmaR>,
           InitiatorAwaitsAck<SigmaIAck>>);

const Setup setup;

InitiatorSide initiator_side() {
  return {setup.initiator(setup.A), ResponderName::from(setup.B.name), setup.directory(),
          EphemeralSecret<Initiator>::from(setup.x)};
}
ResponderSide responder_side() {
  return {setup.responder(setup.B), setup.directory(), EphemeralSecret<Responder>::from(setup.y)};
}

// On a state that has been used, and on one that was moved from, though never used.
template <class MakeState, class Use>
void must_abort_when_consumed(const std::string& name, MakeState make, Use use) {
  const std::string message = "assay: " + name + " was used again after it had been consumed";
  CHECK(dies_saying(message, [&] {
    auto state = make();
    use(std::move(state));
    use(std::move(state));
  }));
  CHECK(dies_saying(message, [&] {
    auto state = make();
    const auto taken = std::move(state);
    use(std::move(state));
  }));
  CHECK_FALSE(dies_saying(message, [&] { use(make()); }));
}

const auto begins = [](auto&& state) { (void)std::move(state).begin(); };
const auto decides = [](auto&& state) { (void)std::move(state).authorize(true); };
auto reads(const Framed& message) {
  return [message](auto&& state) { (void)std::move(state).read(message); };
}

TEST_CASE("A state of dh aborts when it is used again") {
  const Run honest = run(Proto::dh);
  const auto start = [] { return DhInitiatorStart(EphemeralSecret<Initiator>::from(setup.x)); };
  must_abort_when_consumed("DhInitiatorStart", start, begins);
  must_abort_when_consumed(
      "DhInitiatorAwaitsMsg2", [&] { return std::move(start().begin().next); },
      reads(honest.sent[1]));
  must_abort_when_consumed(
      "DhResponderAwaitsMsg1",
      [] { return DhResponderAwaitsMsg1(EphemeralSecret<Responder>::from(setup.y)); },
      reads(honest.sent[0]));
}

TEST_CASE("A state of sign-own aborts when it is used again") {
  const Run honest = run(Proto::sign_own);
  const auto initiator = [] { return SignOwnInitiatorStart(initiator_side()); };
  const auto responder = [] { return SignOwnResponderAwaitsMsg1(responder_side()); };
  must_abort_when_consumed("SignOwnInitiatorStart", initiator, begins);
  must_abort_when_consumed(
      "SignOwnInitiatorAwaitsMsg2", [&] { return std::move(initiator().begin().next); },
      reads(honest.sent[1]));
  must_abort_when_consumed("SignOwnResponderAwaitsMsg1", responder, reads(honest.sent[0]));
  must_abort_when_consumed(
      "SignOwnResponderAwaitsDecision",
      [&] { return std::move(*responder().read(honest.sent[0])); }, decides);
}

// Of an initiator of three or four messages, and of a responder.
template <class R>
void check_common_states(const Run& honest) {
  const auto initiator = [] { return InitiatorStart<R>(initiator_side()); };
  const auto responder = [] { return ResponderAwaitsMsg1<R>(responder_side()); };
  const auto third = [&] { return std::move(responder().read(honest.sent[0])->next); };
  must_abort_when_consumed("InitiatorStart", initiator, begins);
  must_abort_when_consumed(
      "InitiatorAwaitsMsg2", [&] { return std::move(initiator().begin().next); },
      reads(honest.sent[1]));
  must_abort_when_consumed("ResponderAwaitsMsg1", responder, reads(honest.sent[0]));
  must_abort_when_consumed("ResponderAwaitsMsg3", third, reads(honest.sent[2]));
  must_abort_when_consumed(
      "ResponderAwaitsDecision", [&] { return std::move(*third().read(honest.sent[2])); }, decides);
}

template <class R>
auto awaits_fourth(const Run& honest) {
  auto begun = InitiatorStart<R>(initiator_side()).begin();
  return std::move(std::move(begun.next).read(honest.sent[1])->next);
}

TEST_CASE("A state of a rung with three or four messages aborts when it is used again") {
  check_common_states<Badh>(run(Proto::badh));
  const Run sigma_r = run(Proto::sigma_r), acknowledged = run(Proto::sigma_i_ack);
  check_common_states<SigmaR>(sigma_r);
  check_common_states<SigmaIAck>(acknowledged);
  must_abort_when_consumed(
      "InitiatorAwaitsMsg4", [&] { return awaits_fourth<SigmaR>(sigma_r); },
      reads(sigma_r.sent[3]));
  must_abort_when_consumed(
      "InitiatorAwaitsAck", [&] { return awaits_fourth<SigmaIAck>(acknowledged); },
      reads(acknowledged.sent[3]));
}

TEST_CASE("A state is consumed by a message that it rejects, too") {
  CHECK(dies_saying("ResponderAwaitsMsg1 was used again after it had been consumed", [] {
    auto state = ResponderAwaitsMsg1<Badh>(responder_side());
    (void)std::move(state).read(Framed());
    (void)std::move(state).read(run(Proto::badh).sent[0]);
  }));
}

TEST_CASE("The peer of a decision that was taken can no longer be asked for") {
  CHECK(dies_saying("ResponderAwaitsDecision was used again after it had been consumed", [] {
    const Run honest = run(Proto::badh);
    auto read = ResponderAwaitsMsg1<Badh>(responder_side()).read(honest.sent[0]);
    auto state = *std::move(read->next).read(honest.sent[2]);
    (void)std::move(state).authorize(true);
    (void)state.peer();
  }));
}

}  // namespace
}  // namespace assay::ladder::tests
