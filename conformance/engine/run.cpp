// SPDX-License-Identifier: MIT
#include "conformance/engine/run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <mutex>
#include <set>
#include <thread>

#include "conformance/engine/diagnosis.hpp"
#include "conformance/engine/honest_runs.hpp"
#include "conformance/engine/plan.hpp"

namespace assay {
namespace {

using Clock = std::chrono::steady_clock;

// After this many crashes or hangs of one attack its other cases would show nothing new.
constexpr int max_strikes = 3;

// Cases are cut into so many lanes, however many run at once: a lane is one process of the target,
// and one history. Where there is little to do, it is not worth the processes.
constexpr std::size_t lanes_of_a_run = 4, cases_for_lanes = 60;

// A strike that tells what is known from another attack is the last.
int strikes_of(const CaseResult& r) {
  if (r.verdict == Verdict::hung && r.likewise) return max_strikes;
  return r.verdict == Verdict::crashed || r.verdict == Verdict::hung ? 1 : 0;
}

class Runner {
 public:
  Runner(const Protocol& protocol, Target& target, const Progress& progress,
         const std::atomic<bool>& stop, Report& report)
      : protocol_(protocol), target_(target), progress_(progress), stop_(stop), report_(report) {}

  void run_all() {
    Trial first = trial_on(target_);
    plan_ = make_plan(report_.protocol, report_.options, report_.cells, report_.catalogue,
                      [&](const Attack& a) { return first.cases(a); });
    for (const Planned& p : plan_) {
      const int cases = static_cast<int>(p.cases.size());
      results_.push_back({.attack = p.attack, .not_run = cases, .not_selected = p.not_selected});
      total_ += cases;
    }
    guarded([&] { run_planned(first); });
    if (failure_) std::rethrow_exception(failure_);
    finish(first);
    conclude();
  }

 private:
  using Indices = std::vector<std::size_t>;

  Trial trial_on(Target& target) {
    return {target, report_.caps, report_.options, report_.protocol,
            protocol_.carrier == Carrier::datagrams};
  }

  void run_planned(Trial& first) {
    run_honest_runs(first);
    Indices rest;
    for (std::size_t i = 0; i < plan_.size(); ++i)
      if (plan_[i].attack->control) rest.push_back(i);
    run_in_lanes(first, rest);
  }

  // Those that are their own control come first: after a failed one much need not be tried.
  void run_honest_runs(Trial& trial) {
    std::set<Role> asked;
    for (std::size_t i = 0; i < plan_.size(); ++i) {
      const Attack& attack = *plan_[i].attack;
      if (attack.control || attack.id == honest_runs_id) continue;
      run_attack(trial, i);
      if (!asked.insert(attack.role).second || !never_completes(results_[i])) continue;
      given_up_.push_back(kind_of(attack.role, protocol_.honest));
      trial.give_up(given_up_.back());
    }
    for (std::size_t i = 0; i < plan_.size(); ++i)
      if (plan_[i].attack->id == honest_runs_id) run_attack(trial, i);
  }

  static bool never_completes(const AttackResult& r) {
    return std::ranges::any_of(r.cases, [](const CaseResult& c) {
      const bool always = c.verdict == Verdict::succeeded && c.of() > 1 && c.seen() == c.of();
      return always || c.verdict == Verdict::control_failed;
    });
  }

  // Sessions with one endpoint belong to one object of the target, and a port to one process.
  std::size_t lanes_for(const Indices& rest) const {
    std::size_t cases = 0;
    for (const std::size_t i : rest) cases += plan_[i].cases.size();
    const bool one = !report_.caps.fixed.empty() || report_.caps.has("endpoint");
    return one || cases < cases_for_lanes ? 1 : lanes_of_a_run;
  }

  void run_in_lanes(Trial& first, const Indices& rest) {
    std::unique_ptr<Target> second;
    std::size_t lanes = lanes_for(rest);
    if (lanes > 1) second = target_.another();
    if (second == nullptr) lanes = 1;
    std::vector<Indices> cut(lanes);
    for (std::size_t k = 0; k < rest.size(); ++k) cut[k % lanes].push_back(rest[k]);
    others_.resize(lanes - 1);
    std::atomic<std::size_t> next = 1;
    const auto others = [&] {
      for (std::size_t lane = next++; lane < lanes; lane = next++)
        run_beside(lane, lane == 1 ? std::move(second) : target_.another(), cut[lane]);
    };
    std::vector<std::jthread> threads;
    for (std::size_t i = 1; i < std::min<std::size_t>(report_.options.jobs, lanes); ++i)
      threads.emplace_back([&] { guarded(others); });
    guarded([&] { run_lane(first, cut[0]), others(); });
  }

  // A target that cannot be reached in an interrupted run is no failure.
  void guarded(const std::function<void()>& work) {
    try {
      work();
    } catch (...) {
      const std::lock_guard lock(mutex_);
      if (stop_)
        interrupted_ = true;
      else if (!failure_)
        failure_ = std::current_exception();
    }
  }

  void run_beside(std::size_t lane, std::unique_ptr<Target> own, const Indices& attacks) {
    Trial trial = trial_on(*own);
    for (const Kind& kind : given_up_) trial.give_up(kind);
    run_lane(trial, attacks);
    others_[lane - 1] = {trial.honest_runs(), trial.defects()};
  }

  void run_lane(Trial& trial, const Indices& attacks) {
    for (const std::size_t i : attacks) run_attack(trial, i);
  }

  void run_attack(Trial& trial, std::size_t i) {
    const Planned& p = plan_[i];
    AttackResult result{.attack = p.attack, .not_selected = p.not_selected};
    trial.begin(*p.attack, p.plays);
    int strikes = 0;
    for (const Case& c : p.cases) {
      // What is dead cannot be tested: the rest is not run, and is said to be.
      if (stop_ || target_.gone()) interrupted_ = true;
      if (interrupted_ || strikes >= max_strikes) {
        ++result.not_run;
        continue;
      }
      const auto start = Clock::now();
      CaseResult r = run_case(trial, *p.attack, c);
      if (stop_) {  // what it saw in an interrupted run says nothing
        interrupted_ = true, ++result.not_run;
        continue;
      }
      r.milliseconds = std::chrono::duration<double, std::milli>(Clock::now() - start).count();
      strikes += strikes_of(r);
      result.cases.push_back(std::move(r));
      const std::lock_guard lock(mutex_);
      progress_(result, result.cases.back(), ++done_, total_);
    }
    result.controls = trial.controls();
    results_[i] = std::move(result);
  }

  CaseResult run_case(Trial& trial, const Attack& attack, const Case& c) {
    try {
      return trial.run(attack, c);
    } catch (const TargetError&) {
      if (!stop_) throw;
      return {};
    }
  }

  void finish(const Trial& first) {
    others_.insert(others_.begin(), {first.honest_runs(), first.defects()});
    for (const Finished& lane : others_) {
      for (const std::string& d : lane.defects)
        if (std::ranges::find(report_.defects, d) == report_.defects.end())
          report_.defects.push_back(d);
    }
    report_.interrupted = interrupted_;
  }

  // Honest runs that failed beside attacks count on row C, where that is in question.
  void conclude() {
    std::vector<std::map<Kind, HonestRuns>> runs;
    runs.reserve(others_.size());
    for (const Finished& lane : others_) runs.push_back(lane.honest_runs);
    for (const Attack& attack : report_.catalogue) {
      const auto known = std::ranges::find(results_, &attack, &AttackResult::attack);
      const bool played = known != results_.end();
      AttackResult none{.attack = &attack};
      AttackResult& result = played ? *known : none;
      if (attack.id == honest_runs_id) add_failures(result, runs);
      if (played || !result.cases.empty()) report_.attacks.push_back(std::move(result));
    }
  }

  struct Finished {
    std::map<Kind, HonestRuns> honest_runs = {};
    std::vector<std::string> defects = {};
  };

  const Protocol& protocol_;
  Target& target_;
  const Progress& progress_;
  const std::atomic<bool>& stop_;
  Report& report_;
  std::vector<Planned> plan_;
  std::vector<AttackResult> results_;  // as the plan has them
  std::vector<Kind> given_up_;
  std::vector<Finished> others_;  // of lanes but the first
  std::mutex mutex_;
  std::exception_ptr failure_;
  std::atomic<bool> interrupted_ = false;
  int done_ = 0, total_ = 0;
};

// Of each role, on a target as fresh as for an attack.
void add_deadlines(const Protocol& protocol, Target& target, Report& report) {
  for (const Role role : report.options.roles) {
    if (!report.caps.plays(role) || report.interrupted) continue;
    const Rng root = Rng(report.options.seed).fork("deadlines").fork(name(role));
    Transcript unused;
    Stage stage{.target = target,
                .caps = report.caps,
                .role = role,
                .effort = report.options.effort,
                .timeout_scale = report.options.timeout_scale,
                .keys = {root.fork("keys"), report.caps.fixed},
                .rng = root.fork("case"),
                .transcript = unused,
                .mode = report.options.mode};
    try {
      target.restart();
      report.deadlines.push_back(protocol.deadlines(stage, report.options.patience));
    } catch (const TargetError& e) {
      report.deadlines.push_back({.role = role, .note = e.what()});
    }
  }
}

}  // namespace

Report run(const Protocol& protocol, Target& target, const RunOptions& options,
           const Progress& progress, const std::atomic<bool>& stop) {
  const auto start = Clock::now();
  Report report{.protocol = protocol.name, .roles = protocol.roles, .options = options};
  if (options.mode.empty()) report.options.mode = protocol.default_mode();
  report.catalogue = catalogue(protocol, report.options);
  report.identity = target.identity();
  report.caps = target.capabilities(protocol.name);
  report.cells = select_cells(protocol, report.options, report.caps);
  Runner(protocol, target, progress, stop, report).run_all();
  if (options.patience > 0 && protocol.deadlines) add_deadlines(protocol, target, report);
  for (const Cell& cell : report.cells) {
    CellResult r = judge(cell, report.attacks);
    // With a filter over cases, a cell of which no attack was selected is not part of the question.
    const bool asked = r.ran > 0 || (r.verdict != RowVerdict::undecided &&
                                     r.verdict != RowVerdict::not_applicable);
    if (options.cases.empty() || asked) {
      report.results.push_back(std::move(r));
    }
  }
  diagnose(protocol, report);
  report.milliseconds = std::chrono::duration<double, std::milli>(Clock::now() - start).count();
  return report;
}

int exit_code(const Report& report) {
  std::set<RowVerdict> seen;
  bool undecided = false;
  for (const CellResult& r : report.results) {
    seen.insert(r.verdict);
    undecided |= r.cell->claim != Claim::lacks &&
                 (r.verdict == RowVerdict::partial || r.verdict == RowVerdict::undecided);
  }
  if (seen.contains(RowVerdict::broken)) return 1;
  if (!report.defects.empty()) return 3;
  if (report.interrupted || seen.contains(RowVerdict::inconclusive)) return 6;
  return undecided ? 4 : 0;
}

}  // namespace assay
