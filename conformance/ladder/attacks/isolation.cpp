// SPDX-License-Identifier: MIT
#include "conformance/games/isolation.hpp"

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
    end_->must_have_succeeded();
    return false;
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

struct Order {
  const char *slug, *change;
  Leads leads;
};
constexpr Order orders[] = {
    {"first-leads", "two runs with two peers, message by message, the first ahead", Leads::one},
    {"second-leads", "two runs with two peers, message by message, the second ahead", Leads::two}};

std::vector<Case> cases_in_order(const Rung& rung) {
  std::vector<Case> cases;
  for (const Order& order : orders)
    cases.push_back({.slug = order.slug,
                     .change = order.change,
                     .run = [&rung, leads = order.leads](Stage& stage) {
                       return beside_another(stage, rung, leads);
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
    std::vector<Case> cases = cases_in_order(rung);
    cases.push_back({.slug = "bare-session",
                     .change = "a session that says nothing is opened after msg1",
                     .run = [&rung](Stage& stage) { return beside_silence(stage, rung); }});
    return cases;
  };
  return attack;
}

}  // namespace

std::vector<Attack> isolation_attacks(const Rung& rung) {
  std::vector<Attack> all;
  for (const Role role : {Role::server, Role::client})
    all.push_back(beside_another_session(rung, role));
  return all;
}

}  // namespace assay::rungs
