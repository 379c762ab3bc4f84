// SPDX-License-Identifier: MIT
#include "conformance/engine/trial.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace assay {
namespace {

// The control as a function, which attacks share; null for one that was made on the spot.
void (*plain(const Attack& attack))(Stage&) {
  const auto* function = attack.control.target<void (*)(Stage&)>();
  return function == nullptr ? nullptr : *function;
}

// So many attacks in a row without one accepted control, and the target is not going to change its
// mind.
constexpr int hopeless = 3;

bool counts(Verdict v) {
  return v == Verdict::succeeded || v == Verdict::crashed || v == Verdict::hung;
}

// No fresh process to confirm it in: the death itself is the evidence.
Result seen_once(const std::string& observed) {
  return {Verdict::crashed, observed + "; seen once, for nothing starts the target again"};
}

std::string missing_capability(const Attack& attack, const Capabilities& caps) {
  for (const std::string& cap : attack.needs) {
    if (!caps.has(cap)) return cap;
  }
  return {};
}

}  // namespace

Trial::Trial(Target& target, const Capabilities& caps, const RunOptions& options,
             const std::string& protocol, std::vector<std::string>& defects)
    : target_(target), caps_(caps), options_(options), protocol_(protocol), defects_(defects) {}

Stage Trial::stage(const Attack& attack, const std::string& label, Transcript& transcript) {
  return stage_on(target_, caps_, attack, label, transcript);
}

Stage Trial::stage_on(Target& target, const Capabilities& caps, const Attack& attack,
                      const std::string& label, Transcript& transcript) {
  const Rng root = Rng(options_.seed).fork(case_name(protocol_, attack, ""));
  return {.target = target,
          .caps = caps,
          .role = attack.role,
          .effort = options_.effort,
          .timeout_scale = options_.timeout_scale,
          .keys = {root.fork("keys"), caps.fixed},
          .rng = root.fork("case " + label),
          .transcript = transcript,
          .mode = options_.mode};
}

std::vector<Case> Trial::cases(const Attack& attack) {
  Transcript unused;
  Stage s = stage(attack, "cases", unused);
  return attack.cases(s);
}

void Trial::begin(const Attack& attack) {
  controls_ = 0;
  fresh_ = false;
  refusal_ = Verdict::control_failed;
  refused_ = attack.control && refused_in_a_row_[plain(attack)] >= hopeless;
  if (refused_) why_refused_ = "no honest session was ever accepted";
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
    Stage honest = stage_on(*twin.target, twin.caps, attack, "control", unused);
    if (attack.control) attack.control(honest);
    Stage s = stage_on(*twin.target, twin.caps, attack, c.slug, unused);
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

Result Trial::judged(const Attack& attack, const Case& c, CaseResult& r) {
  if (!refused_ && !fresh_ && attack.control && !control_or_restart(attack)) {
    refused_ = true;
    if (refusal_ == Verdict::control_failed) ++refused_in_a_row_[plain(attack)];
  }
  if (refused_) return {refusal_, why_refused_};
  refused_in_a_row_[plain(attack)] = 0;
  Result first = attempt(attack, c, r.transcript);
  fresh_ = false;
  if (counts(first.verdict)) return confirmed(attack, c, first, r);
  if (target_.one_process_per_session() || !attack.control) return first;
  return still_serves(attack, c, first, r);
}

Result Trial::attempt(const Attack& attack, const Case& c, Transcript& transcript) {
  transcript = {};
  Stage s = stage(attack, c.slug, transcript);
  try {
    return c.run(s);
  } catch (const Unsupported& e) {
    return {Verdict::skipped, e.what()};
  } catch (const Crashed& e) {
    return {Verdict::crashed, e.what()};
  } catch (const Hung& e) {
    return {Verdict::hung, e.what()};
  } catch (const ControlFailed& e) {
    return {Verdict::control_failed, e.what()};
  } catch (const Defective& e) {
    // The shim's fault: it tells nothing of the implementation, and the run ends with exit code 3.
    defect(e.what());
    return {Verdict::control_failed, std::string("broke the rules of shim.md: ") + e.what()};
  }
}

bool Trial::control(const Attack& attack) {
  refusal_ = Verdict::control_failed;
  died_ = false;
  Transcript unused;
  Stage s = stage(attack, "control", unused);
  try {
    attack.control(s);
    ++controls_;
    return fresh_ = true;
  } catch (const ControlFailed& e) {
    why_refused_ = e.what();
  } catch (const Unsupported& e) {
    refusal_ = Verdict::skipped;
    why_refused_ = e.what();
  } catch (const TargetError& e) {
    why_refused_ = std::string("the honest run failed: ") + e.what();
    died_ = dynamic_cast<const Crashed*>(&e) != nullptr;
    if (dynamic_cast<const Defective*>(&e) != nullptr) defect(e.what());
  }
  return false;
}

bool Trial::control_or_restart(const Attack& attack) {
  if (control(attack)) return true;
  if (refusal_ == Verdict::skipped) return false;
  target_.restart();
  return control(attack);
}

// A finding is believed once the case alone repeats it in a fresh process.
Result Trial::confirmed(const Attack& attack, const Case& c, const Result& first, CaseResult& r) {
  if (target_.gone()) return seen_once(first.observed);
  target_.restart();
  if (attack.control && !control(attack)) {
    return {Verdict::control_failed,
            first.observed + "; then, in a fresh process: " + why_refused_};
  }
  const Transcript evidence = r.transcript;
  Result again = attempt(attack, c, r.transcript);
  fresh_ = false;
  if (again.verdict == first.verdict) return again;
  const std::string both =
      fmt::format("{} ({}) once, then in a fresh process {} ({})", name(first.verdict),
                  first.observed, name(again.verdict), again.observed);
  r.transcript = evidence;
  if (counts(again.verdict)) return {again.verdict, both};
  if (first.verdict == Verdict::succeeded) return {Verdict::control_failed, both};
  return {again.verdict, both};
}

// The refusal must not have cost the target its service to others.
Result Trial::still_serves(const Attack& attack, const Case& c, const Result& first,
                           CaseResult& r) {
  if (control(attack)) return first;
  target_.restart();
  const bool back = control(attack);
  // Only now: the socket of a process that is dying may take one more connection, and reset it.
  if (target_.gone()) return seen_once(first.observed + "; then " + why_refused_);
  if (!back) return {Verdict::control_failed, why_refused_};
  Result again = attempt(attack, c, r.transcript);
  fresh_ = false;
  if (control(attack)) return again;
  const Verdict verdict = died_ ? Verdict::crashed : Verdict::hung;
  target_.restart();
  return {verdict,
          again.observed + "; the honest session right after it failed, twice: " + why_refused_};
}

void Trial::defect(const std::string& what) {
  if (std::ranges::find(defects_, what) == defects_.end()) defects_.push_back(what);
}

}  // namespace assay
