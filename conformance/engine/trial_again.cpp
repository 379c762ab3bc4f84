// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "conformance/engine/trial.hpp"

// A finding is tried again: in fresh processes, and where it does not repeat in each of them, in
// processes that have lived through the same as the first.
namespace assay {
namespace {

constexpr int fresh_trials = 3, relived_trials = 2;
// Cases and honest runs of one process that are played again for the sake of its history.
constexpr std::size_t affordable = 6000;

constexpr const char* in_this_run = "in this run";

// A peer that someone else started may have no other process.
Trials trials_afresh(const Capabilities& caps) {
  return {.history = caps.restarts ? "in a fresh process" : "again in the same process"};
}

// Deaths and silences in the same words have one cause in all likelihood, whatever numbers are in
// them; so have successes of one attack, and failures to complete any honest run.
std::string key_of(const Attack& attack, const Result& result) {
  const bool won = result.verdict == Verdict::succeeded;
  const std::string what = !attack.control ? "honest" : won ? attack.name() : result.observed;
  std::string key = fmt::format("{} {} {}", name(attack.role), name(result.verdict), what);
  if (!won) std::erase_if(key, [](char c) { return c >= '0' && c <= '9'; });
  return key;
}

// An answer that did not come in time breaks an honest run once it has stayed away again: a busy
// machine is slow now and then.
Result of_honest_run(const Attack& attack, Result result) {
  if (attack.control || result.verdict != Verdict::hung) return result;
  return {Verdict::succeeded, "it hung: " + result.observed};
}

// Everything that was seen of a cause, for those that come after.
Trials all_of_them(const std::vector<Trials>& all) {
  Trials sum{.history = "in the same words before"};
  for (const Trials& t : all) sum.seen += t.seen, sum.of += t.of;
  return sum;
}

}  // namespace

void Trial::once_more(const Finding& f, Trials& trials, Result& result, CaseResult& r) {
  Transcript evidence;
  const Result again = player_.play(f.attack, f.c, f.label, evidence);
  fresh_ = false;
  if (again.verdict == Verdict::control_failed || again.verdict == Verdict::skipped) return;
  ++trials.of;
  const bool won = again.verdict == Verdict::succeeded;
  trials.seen += won || (is_finding(again.verdict) && f.first.verdict != Verdict::succeeded);
  if (!won || result.verdict == Verdict::succeeded) return;
  result = again;
  r.transcript = evidence;
}

Trials Trial::afresh(const Finding& f, Result& result, CaseResult& r) {
  Trials trials = trials_afresh(caps_);
  for (int i = 0; i < fresh_trials && !player_.target().gone(); ++i) {
    player_.restart();
    if (f.attack.control && !served(f.attack).accepted) continue;
    once_more(f, trials, result, r);
  }
  return trials;
}

Trials Trial::relived(const Finding& f, Result& result, CaseResult& r) {
  Trials trials{
      .history = fmt::format("in a process with the same {} sessions before it", f.before.size())};
  const bool apart =
      player_.target().one_process_per_session() || !caps_.restarts || f.before.empty();
  for (int i = 0; i < relived_trials && !apart && !player_.target().gone(); ++i) {
    relived_ += f.before.size();
    if (relived_ > affordable) break;
    player_.relive(f.before);
    once_more(f, trials, result, r);
  }
  return trials;
}

Result Trial::tried_again(const Attack& attack, const Case& c, const std::string& label,
                          const Result& first, CaseResult& r) {
  const Finding f{attack, c, label, first, player_.before_last(), key_of(attack, first)};
  Result result = first;
  r.trials = {{in_this_run, 1, 1}};
  if (const auto like = known_.find(f.key); like != known_.end()) {
    r.likewise = true;
    if (first.verdict == Verdict::succeeded && attack.control) {
      once_more(f, r.trials.front(), result, r);
    } else {
      r.trials.push_back(like->second);
    }
    return of_honest_run(attack, result);
  }
  r.trials.push_back(afresh(f, result, r));
  const Trials& fresh = r.trials.back();
  if (fresh.seen < fresh_trials) r.trials.push_back(relived(f, result, r));
  std::erase_if(r.trials, [](const Trials& t) { return t.of == 0; });
  if (r.seen() < 2) return result;
  known_[f.key] = all_of_them(r.trials);
  return of_honest_run(attack, result);
}

// The refusal must not have cost the target its service to others.
Result Trial::still_serves(const Attack& attack, const Case& c, const Result& first,
                           CaseResult& r) {
  const HonestRun after = honest(attack);
  if (after.accepted || after.refusal == Verdict::skipped) return first;
  Result failed{
      after.died ? Verdict::crashed : Verdict::hung,
      fmt::format("{}; the honest session right after it failed: {}", first.observed, after.why)};
  const std::string key = key_of(attack, failed);
  r.trials = {{in_this_run, 1, 1}};
  if (const auto like = known_.find(key); like != known_.end()) {
    r.likewise = true;
    r.trials.push_back(like->second);
    return failed;
  }
  Trials fresh = trials_afresh(caps_);
  std::vector<HonestRun> failures = {after};
  bool died = after.died;
  for (int i = 0; i < fresh_trials && !player_.target().gone(); ++i) {
    player_.restart();
    const HonestRun before = served(attack);
    died |= before.died;
    if (!before.accepted) continue;
    const Result again = player_.play(attack, c, c.slug, r.transcript);
    if (is_finding(again.verdict)) return tried_again(attack, c, c.slug, again, r);
    const HonestRun next = honest(attack);
    if (!next.accepted) failures.push_back(next);
    fresh.seen += !next.accepted, ++fresh.of;
  }
  if (fresh.of > 0) r.trials.push_back(fresh);
  // Only now: the socket of a process that is dying may take one more connection, and reset it.
  // What does not start again has not died of the case.
  if (player_.target().gone() && died) return {Verdict::crashed, failed.observed};
  // More often than not after the case: it is to blame. Else honest runs fail by themselves.
  if (2 * fresh.seen > fresh.of) known_[key] = all_of_them(r.trials);
  if (2 * fresh.seen > fresh.of || after.died) return failed;
  r.trials.clear();
  if (caps_.fixed.empty())
    for (const HonestRun& run : failures) charge(attack, run);
  return fresh.of > 0 ? first : Result{Verdict::control_failed, why_refused_};
}

// An honest run in a fresh process, with nothing before it to blame.
HonestRun Trial::served(const Attack& attack) {
  HonestRun run = honest(attack);
  if (!run.accepted) charge(attack, run);
  return run;
}

}  // namespace assay
