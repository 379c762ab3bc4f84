// SPDX-License-Identifier: MIT
#include "conformance/engine/trial.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace assay {
namespace {

// So many attacks in a row without one accepted control, and the target is not going to change its
// mind.
constexpr int hopeless = 3;

std::string missing_capability(const Attack& attack, const Capabilities& caps) {
  for (const std::string& cap : attack.needs) {
    if (!caps.has(cap)) return cap;
  }
  return {};
}

}  // namespace

Trial::Trial(Target& target, const Capabilities& caps, const RunOptions& options,
             std::string protocol, bool lossy)
    : player_(target, caps, options, protocol),
      caps_(caps),
      options_(options),
      protocol_(std::move(protocol)),
      lossy_(lossy) {}

std::vector<Case> Trial::cases(const Attack& attack) {
  Transcript unused;
  Stage s = player_.stage(attack, "cases", unused);
  return attack.cases(s);
}

void Trial::begin(const Attack& attack, int plays) {
  plays_ = plays;
  controls_ = 0;
  fresh_ = false;
  refusal_ = Verdict::control_failed;
  refused_ = attack.control && refused_in_a_row_[kind_of(attack)] >= hopeless;
  if (refused_) why_refused_ = "no honest session was ever accepted";
}

void Trial::give_up(const Kind& kind) {
  given_up_.insert(kind.role);
  if (honest_runs_[kind].accepted == 0) refused_in_a_row_[kind] = hopeless;
}

CaseResult Trial::run(const Attack& attack, const Case& c) {
  CaseResult r{.slug = c.slug, .change = c.change, .verdict = Verdict::skipped, .observed = {}};
  if (const std::string cap = missing_capability(attack, caps_); !cap.empty()) {
    r.observed = "needs capability " + cap;
    return r;
  }
  Result result = judged(attack, c, r);
  const bool decided = result.verdict == Verdict::withstood || result.verdict == Verdict::succeeded;
  if (decided && !attack.twin.empty()) {
    const std::string fault = twin_fault(attack, c);
    if (!fault.empty()) result = {Verdict::control_failed, fault};
  }
  r.verdict = result.verdict;
  r.observed = result.observed;
  r.likely = result.likely;
  // A crash or a hang is a fact about the target, whatever libraries differ in.
  if (c.policy && (r.verdict == Verdict::withstood || r.verdict == Verdict::succeeded)) {
    r.verdict = Verdict::policy;
  }
  return r;
}

Trial::Twin& Trial::twin_of(const Attack& attack) {
  const auto known = twins_.find(attack.twin);
  if (known != twins_.end()) return known->second;
  std::unique_ptr<Target> target = options_.twin ? options_.twin(attack.twin) : nullptr;
  if (target == nullptr)
    throw std::invalid_argument(attack.name() + ": there is no twin " + attack.twin);
  Capabilities caps = target->capabilities(protocol_);
  return twins_.emplace(attack.twin, Twin{std::move(target), std::move(caps)}).first->second;
}

// Why the case says nothing: its twin, which must refuse it beside an accepted honest run, did not.
// Empty where it did.
std::string Trial::twin_fault(const Attack& attack, const Case& c) {
  Twin& twin = twin_of(attack);
  Transcript unused;
  try {
    const std::string its_name = protocol_.substr(0, protocol_.find('/') + 1) + attack.twin;
    Stage honest = player_.stage_on(*twin.target, twin.caps, attack, "control", unused);
    honest.protocol = its_name;
    if (attack.control) attack.control(honest);
    Stage s = player_.stage_on(*twin.target, twin.caps, attack, c.slug, unused);
    s.protocol = its_name;
    const Result r = c.run(s);
    if (r.verdict == Verdict::withstood) return {};
    return fmt::format("its twin {} did not refuse it: {} ({})", attack.twin, name(r.verdict),
                       r.observed);
  } catch (const TargetError& e) {
    return fmt::format("its twin {} could not be asked: {}", attack.twin, e.what());
  } catch (const ControlFailed& e) {
    return fmt::format("its twin {} could not be asked: {}", attack.twin, e.what());
  }
}

HonestRun Trial::honest(const Attack& attack) {
  HonestRun run = player_.honest(attack);
  fresh_ = run.accepted;
  controls_ += run.accepted;
  honest_runs_[kind_of(attack)].accepted += run.accepted;
  if (!run.accepted) refusal_ = run.refusal, why_refused_ = run.why;
  return run;
}

void Trial::charge(const Attack& attack, const HonestRun& failed) {
  if (!failed.proves || (failed.silent && lossy_)) return;
  honest_runs_[kind_of(attack)].failures.push_back({&attack, failed.why, failed.likely});
}

// The honest run before a case; one that fails is tried once more, in a fresh process.
bool Trial::accepted_before(const Attack& attack) {
  const Kind kind = kind_of(attack);
  HonestRun run = honest(attack);
  const bool ever = honest_runs_[kind].accepted > 0;
  if (!run.accepted && run.refusal != Verdict::skipped) {
    // A live peer that the case before has killed is only now seen to be dead.
    if (caps_.fixed.empty()) charge(attack, run);
    if (given_up_.contains(attack.role) && !ever) {
      refused_in_a_row_[kind] = hopeless;
      return false;
    }
    player_.restart();
    run = honest(attack);
    if (!run.accepted) charge(attack, run);
  }
  if (!run.accepted && run.refusal == Verdict::control_failed) ++refused_in_a_row_[kind];
  return run.accepted;
}

Result Trial::judged(const Attack& attack, const Case& c, CaseResult& r) {
  if (!refused_ && !fresh_ && attack.control) refused_ = !accepted_before(attack);
  if (refused_) return {refusal_, why_refused_};
  refused_in_a_row_[kind_of(attack)] = 0;
  Result first{Verdict::withstood, {}};
  std::string label = c.slug;
  for (int play = 1; play <= plays_ && first.verdict == Verdict::withstood; ++play) {
    if (play > 1) label = fmt::format("{}#{}", c.slug, play);
    first = player_.play(attack, c, label, r.transcript);
  }
  fresh_ = false;
  if (is_finding(first.verdict)) return tried_again(attack, c, label, first, r);
  if (player_.target().one_process_per_session() || !attack.control) return first;
  return still_serves(attack, c, first, r);
}

}  // namespace assay
