// SPDX-License-Identifier: MIT
#include "conformance/games/isolation.hpp"

#include <algorithm>

#include "conformance/ladder/attacks/attacks.hpp"

// Two sessions of one process at once, with different peers.
namespace assay::rungs {
namespace {

// An honest session, a message a turn. It is opened in a turn of its own, so that two can be open
// before either has said a word.
class BySteps {
 public:
  BySteps(Stage& stage, const Rung& rung, Setup setup)
      : stage_(stage), rung_(rung), setup_(std::move(setup)) {}

  bool turn() {
    if (!end_) return end_.emplace(stage_, rung_, setup_), true;
    if (n_ <= rung_.last()) return end_->exchange(n_++), true;
    end_->take_own();
    end_->must_have_succeeded(peer());
    return false;
  }
  // The target's peer: the runner's end.
  Bytes peer() const {
    const Cast& cast = end_->cast();
    return setup_.own ? setup_.own->name : end_->role() == Role::client ? cast.A.name : cast.B.name;
  }
  // Of another peer than that.
  bool names_another() {
    return end_ && std::ranges::any_of(end_->line().events(), [&](const Event& event) {
             return event.peer && *event.peer != peer();
           });
  }

 private:
  Stage& stage_;
  const Rung& rung_;
  Setup setup_;
  std::optional<OwnEnd> end_;
  int n_ = 1;
};

// E calls, or is called, beside the honest pair.
Setup with_E(Stage& stage, const Rung& rung) {
  if (!rung.has_names()) return {};
  const Cast cast = cast_on(stage, rung);
  if (stage.role == Role::server) return {.own = cast.E};
  return {.called = cast.E.name, .own = cast.E};
}

Result beside_another(Stage& stage, const Rung& rung, Leads leads) {
  return undisturbed(stage, [&] {
    BySteps one(stage, rung, {}), two(stage, rung, with_E(stage, rung));
    by_turns([&] { return one.turn(); }, [&] { return two.turn(); }, leads);
  });
}

Result beside_silence(Stage& stage, const Rung& rung) {
  return undisturbed(stage, [&] {
    BySteps one(stage, rung, {});
    one.turn(), one.turn();
    BySteps silent(stage, rung, with_E(stage, rung));
    silent.turn();
    while (one.turn()) {
    }
  });
}

// Whatever else comes of it: no session may report the other's peer.
Result names_the_others_peer(Stage& stage, const Rung& rung, Leads leads) {
  require_two_sessions(stage);
  BySteps one(stage, rung, {}), two(stage, rung, with_E(stage, rung));
  const Result both = undisturbed(
      stage, [&] { by_turns([&] { return one.turn(); }, [&] { return two.turn(); }, leads); });
  if (one.names_another() || two.names_another())
    return {Verdict::succeeded, "one session names the peer of the other"};
  return {Verdict::withstood, both.observed};
}

struct Order {
  const char *slug, *change;
  Leads leads;
};
constexpr Order orders[] = {
    {"first-leads", "two runs with two peers, message by message, the first ahead", Leads::one},
    {"second-leads", "two runs with two peers, message by message, the second ahead", Leads::two}};

std::vector<Case> cases_in_order(const Rung& rung, Result (*play)(Stage&, const Rung&, Leads)) {
  std::vector<Case> cases;
  for (const Order& order : orders)
    cases.push_back({.slug = order.slug,
                     .change = order.change,
                     .run = [&rung, play, leads = order.leads](Stage& stage) {
                       return play(stage, rung, leads);
                     }});
  return cases;
}

Attack beside_another_session(const Rung& rung, Role role) {
  Attack attack = single(rung, {.id = "L52",
                                .slug = "beside-another-session",
                                .role = role,
                                .meaning = "One session disturbs another.",
                                .expected = "both sessions end as if they were alone",
                                .spec = "spec/ladder.md#3.1",
                                .likely = "a run's state is the process's, not the session's",
                                .change = "",
                                .run = nullptr});
  attack.cases = [&rung](Stage&) {
    std::vector<Case> cases = cases_in_order(rung, beside_another);
    cases.push_back({.slug = "bare-session",
                     .change = "a session that says nothing is opened after msg1",
                     .run = [&rung](Stage& stage) { return beside_silence(stage, rung); }});
    return cases;
  };
  return attack;
}

Attack names_of_another_session(const Rung& rung, Role role) {
  Attack attack = single(rung, {.id = "L55",
                                .slug = "peer-of-another-session",
                                .role = role,
                                .meaning = "The name that is reported is another session's peer.",
                                .expected = "each session names its own peer",
                                .spec = "spec/ladder.md#10.1",
                                .likely = "the peer's name is the process's, not the session's",
                                .change = "",
                                .run = nullptr});
  attack.cases = [&rung](Stage&) { return cases_in_order(rung, names_the_others_peer); };
  return attack;
}

}  // namespace

std::vector<Attack> isolation_attacks(const Rung& rung) {
  std::vector<Attack> all;
  for (const Role role : {Role::server, Role::client}) {
    all.push_back(beside_another_session(rung, role));
    if (rung.has_names()) all.push_back(names_of_another_session(rung, role));
  }
  return all;
}

}  // namespace assay::rungs
