// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "reference/shs1/tests/support.hpp"
#include "reference/tests/dies.hpp"

namespace assay::shs1::tests {
namespace {

using reference::tests::dies_saying;

// Which verbs an expression of type S offers: S for a state that is given up, S& for one that is
// kept.
template <class S>
concept Hellos = requires(S&& s) { std::forward<S>(s).hello(); };
template <class S, class Message>
concept Reads = requires(S&& s, Message m) { std::forward<S>(s).read(m); };
template <class S>
concept Authorizes = requires(S&& s) { std::forward<S>(s).authorize(true); };
template <class S>
concept NamesPeer = requires(S&& s) { std::forward<S>(s).peer(); };

struct Verbs {
  bool hello = false, msg1 = false, msg2 = false, msg3 = false, msg4 = false, authorize = false,
       peer = false;
  bool operator==(const Verbs&) const = default;
};

template <class S>
constexpr Verbs verbs{Hellos<S>,      Reads<S, Msg1>, Reads<S, Msg2>, Reads<S, Msg3>,
                      Reads<S, Msg4>, Authorizes<S>,  NamesPeer<S>};

static_assert(verbs<ClientStart> == Verbs{.hello = true});
static_assert(verbs<ClientAwaitsMsg2> == Verbs{.msg2 = true});
static_assert(verbs<ClientAwaitsMsg4> == Verbs{.msg4 = true});
static_assert(verbs<ServerAwaitsMsg1> == Verbs{.msg1 = true});
static_assert(verbs<ServerAwaitsMsg3> == Verbs{.msg3 = true});
static_assert(verbs<ServerAwaitsDecision> == Verbs{.authorize = true, .peer = true});
static_assert(verbs<Outcome> == Verbs{});

static_assert(verbs<ClientStart&> == Verbs{});
static_assert(verbs<ClientAwaitsMsg2&> == Verbs{});
static_assert(verbs<ClientAwaitsMsg4&> == Verbs{});
static_assert(verbs<ServerAwaitsMsg1&> == Verbs{});
static_assert(verbs<ServerAwaitsMsg3&> == Verbs{});
static_assert(verbs<ServerAwaitsDecision&> == Verbs{.peer = true});

// A state is had only from the state before it, and never twice.
template <class... S>
constexpr bool sealed = ((!std::is_default_constructible_v<S> && !std::is_copy_constructible_v<S> &&
                          !std::is_copy_assignable_v<S> && std::is_move_constructible_v<S>) &&
                         ...);
static_assert(sealed<ClientStart, ClientAwaitsMsg2, ClientAwaitsMsg4>);
static_assert(sealed<ServerAwaitsMsg1, ServerAwaitsMsg3, ServerAwaitsDecision>);

// Runs `use` on a state twice; and on one that was moved from, though never used.
template <class MakeState, class Use>
void must_abort_when_consumed(const std::string& name, MakeState make, Use use) {
  const std::string message = "assay: " + name + " was used again after it had been consumed";
  CHECK(dies_saying(message, [&] {
    auto state = make();
    (void)use(std::move(state));
    (void)use(std::move(state));
  }));
  CHECK(dies_saying(message, [&] {
    auto state = make();
    const auto taken = std::move(state);
    (void)use(std::move(state));
  }));
  CHECK_FALSE(dies_saying(message, [&] { (void)use(make()); }));
}

template <class State, class Message>
auto reading(const Message& message) {
  return [&message](State&& state) { return std::move(state).read(message); };
}

TEST_CASE("A state that was consumed aborts when it is used again") {
  const Keys keys;
  const Msg1 msg1 = keys.msg1();
  const Msg2 msg2 = keys.msg2();
  const Msg3 msg3 = keys.msg3();
  const Msg4 msg4 = keys.msg4();
  must_abort_when_consumed(
      "ClientStart", [&] { return keys.client_start(); },
      [](ClientStart&& s) { return std::move(s).hello(); });
  must_abort_when_consumed(
      "ClientAwaitsMsg2", [&] { return keys.awaits_msg2(); }, reading<ClientAwaitsMsg2>(msg2));
  must_abort_when_consumed(
      "ClientAwaitsMsg4", [&] { return keys.awaits_msg4(); }, reading<ClientAwaitsMsg4>(msg4));
  must_abort_when_consumed(
      "ServerAwaitsMsg1", [&] { return keys.server_start(); }, reading<ServerAwaitsMsg1>(msg1));
  must_abort_when_consumed(
      "ServerAwaitsMsg3", [&] { return keys.awaits_msg3(); }, reading<ServerAwaitsMsg3>(msg3));
  must_abort_when_consumed(
      "ServerAwaitsDecision", [&] { return keys.awaits_decision(); },
      [](ServerAwaitsDecision&& s) { return std::move(s).authorize(true); });
}

TEST_CASE("A state is consumed by a message that it rejects, too") {
  CHECK(dies_saying("ServerAwaitsMsg1 was used again after it had been consumed", [] {
    auto state = Keys{}.server_start();
    (void)std::move(state).read(Msg1::zeros());
    (void)std::move(state).read(Keys{}.msg1());
  }));
}

TEST_CASE("The peer of a decision that was taken can no longer be asked for") {
  CHECK(dies_saying("ServerAwaitsDecision was used again after it had been consumed", [] {
    auto state = Keys{}.awaits_decision();
    (void)std::move(state).authorize(true);
    (void)state.peer();
  }));
}

}  // namespace
}  // namespace assay::shs1::tests
