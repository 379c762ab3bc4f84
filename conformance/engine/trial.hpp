// SPDX-License-Identifier: MIT
#pragma once

#include <set>

#include "conformance/engine/judge.hpp"
#include "conformance/engine/player.hpp"

namespace assay {

// An honest run that failed, though no case is to blame for it.
struct HonestFailure {
  const Attack* attack;  // beside which it stood, and whose keys it had
  std::string why, likely = {};
};

struct HonestRuns {
  int accepted = 0;
  std::vector<HonestFailure> failures = {};
};

// Runs one case so that its verdict can be believed: beside an accepted control, tried again where
// it is a finding, and followed by proof that the target still serves.
class Trial {
 public:
  // Over a lossy carrier silence is no evidence.
  Trial(Target& target, const Capabilities& caps, const RunOptions& options, std::string protocol,
        bool lossy = false);

  std::vector<Case> cases(const Attack& attack);
  // Forgets what the previous attack's control showed. Each case is played so many times, for as
  // long as it is withstood.
  void begin(const Attack& attack, int plays = 1);
  CaseResult run(const Attack& attack, const Case& c);
  // The honest run of that kind does not get through: it is not tried again, and others once.
  void give_up(const Kind& kind);

  int controls() const { return controls_; }  // accepted since begin()
  const std::map<Kind, HonestRuns>& honest_runs() const { return honest_runs_; }
  const std::vector<std::string>& defects() const { return player_.defects(); }

 private:
  struct Twin {
    std::unique_ptr<Target> target;
    Capabilities caps;
  };
  struct Finding {
    const Attack& attack;
    const Case& c;
    std::string label;
    Result first;
    Player::History before;
    std::string key;  // findings with one key have one cause
  };

  Twin& twin_of(const Attack& attack);
  std::string twin_fault(const Attack& attack, const Case& c);
  HonestRun honest(const Attack& attack);
  bool accepted_before(const Attack& attack);
  HonestRun served(const Attack& attack);
  void charge(const Attack& attack, const HonestRun& failed);
  Result judged(const Attack& attack, const Case& c, CaseResult& r);
  Result tried_again(const Attack& attack, const Case& c, const std::string& label,
                     const Result& first, CaseResult& r);
  Trials afresh(const Finding& finding, Result& result, CaseResult& r);
  Trials relived(const Finding& finding, Result& result, CaseResult& r);
  void once_more(const Finding& finding, Trials& trials, Result& result, CaseResult& r);
  Result still_serves(const Attack& attack, const Case& c, const Result& first, CaseResult& r);

  Player player_;
  const Capabilities& caps_;
  const RunOptions& options_;
  std::string protocol_;
  bool lossy_;
  int plays_ = 1;
  int controls_ = 0;
  bool fresh_ = false;    // the control was just accepted, so it need not be run again
  bool refused_ = false;  // this attack's control was not accepted: none of its cases can be judged
  Verdict refusal_ = Verdict::control_failed;  // SKIPPED where the control needs what is missing
  std::string why_refused_;
  std::map<Kind, HonestRuns> honest_runs_;
  std::map<Kind, int> refused_in_a_row_;  // attacks whose control was not accepted
  std::set<Role> given_up_;
  std::map<std::string, Trials> known_;  // by key: a finding that repeats
  std::size_t relived_ = 0;              // cases and honest runs
  std::map<std::string, Twin> twins_;    // by variant
};

}  // namespace assay
