// SPDX-License-Identifier: MIT
#include "conformance/engine/player.hpp"

#include <algorithm>

namespace assay {
namespace {

// The control as a function, which attacks share; null for one that was made on the spot.
const void* shared(const std::function<void(Stage&)>& control) {
  const auto* function = control.target<void (*)(Stage&)>();
  return function == nullptr ? nullptr : reinterpret_cast<const void*>(*function);
}

}  // namespace

Kind kind_of(const Attack& attack) {
  const void* control = shared(attack.control);
  return {attack.role, control == nullptr ? &attack : control};
}

Kind kind_of(Role role, const std::function<void(Stage&)>& control) {
  return {role, shared(control)};
}

Rng keys_of(const Attack& attack, const std::string& protocol, const Bytes& seed) {
  return Rng(seed).fork(case_name(protocol, attack, "")).fork("keys");
}

Player::Player(Target& target, const Capabilities& caps, const RunOptions& options,
               std::string protocol)
    : target_(target), caps_(caps), options_(options), protocol_(std::move(protocol)) {}

Stage Player::stage(const Attack& attack, const std::string& label, Transcript& transcript) {
  Stage s = stage_on(target_, caps_, attack, label, transcript);
  s.pace = pace_;
  return s;
}

Stage Player::stage_on(Target& target, const Capabilities& caps, const Attack& attack,
                       const std::string& label, Transcript& transcript) {
  const Rng root = Rng(options_.seed).fork(case_name(protocol_, attack, ""));
  return {.target = target,
          .caps = caps,
          .role = attack.role,
          .effort = options_.effort,
          .timeout_scale = options_.timeout_scale,
          .keys = {keys_of(attack, protocol_, options_.seed), caps.fixed},
          .rng = root.fork("case " + label),
          .transcript = transcript,
          .mode = options_.mode,
          .protocol = protocol_};
}

Result Player::play(const Attack& attack, const Case& c, const std::string& label,
                    Transcript& transcript) {
  remember([this, &attack, c, label] {
    Transcript unread;
    attempt(attack, c, label, unread);
  });
  Result result = attempt(attack, c, label, transcript);
  died_ = result.verdict == Verdict::crashed;
  return result;
}

HonestRun Player::honest(const Attack& attack) {
  remember([this, &attack] { attempt_honest(attack); });
  HonestRun run = attempt_honest(attack);
  died_ = run.died;
  return run;
}

void Player::restart() {
  target_.restart();
  history_.clear();
}

// The process after one that died has lived through nothing.
void Player::remember(Played played) {
  if (died_) history_.clear();
  died_ = false;
  history_.push_back(std::move(played));
}

Player::History Player::before_last() const {
  return {history_.begin(), history_.empty() ? history_.end() : std::prev(history_.end())};
}

void Player::relive(const History& history) {
  restart();
  for (const Played& played : history) played();
  history_ = history;
}

Result Player::attempt(const Attack& attack, const Case& c, const std::string& label,
                       Transcript& transcript) {
  transcript = {};
  Stage s = stage(attack, label, transcript);
  // An attack without a control is an honest run, and its own control.
  pace_->honest = !attack.control;
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

HonestRun Player::attempt_honest(const Attack& attack) {
  HonestRun run;
  bool defective = false, there = true;
  Transcript unread;
  Stage s = stage(attack, "control", unread);
  pace_->honest = true;
  const int silences = pace_->silences();
  const bool patient = pace_->patient();
  try {
    attack.control(s);
    run.accepted = true;
  } catch (const Interrupted&) {
    throw;
  } catch (const NotThere& e) {
    run.why = e.what(), there = false;
  } catch (const ControlFailed& e) {
    run.why = e.what(), run.likely = e.likely;
  } catch (const Unsupported& e) {
    run.refusal = Verdict::skipped;
    run.why = e.what();
  } catch (const TargetError& e) {
    run.why = std::string("the honest run failed: ") + e.what();
    run.died = dynamic_cast<const Crashed*>(&e) != nullptr;
    if (dynamic_cast<const Defective*>(&e) != nullptr) {
      defective = true;
      defect(e.what());
    }
  }
  run.silent = pace_->silences() > silences;
  run.proves = there && !run.accepted && run.refusal != Verdict::skipped && !defective &&
               (patient || !run.silent);
  return run;
}

void Player::defect(const std::string& what) {
  if (std::ranges::find(defects_, what) == defects_.end()) defects_.push_back(what);
}

}  // namespace assay
