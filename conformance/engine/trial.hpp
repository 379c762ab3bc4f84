// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/engine/judge.hpp"
#include "conformance/engine/options.hpp"

namespace assay {

// Runs one case so that its verdict can be believed: beside an accepted control, confirmed in a
// fresh process, and followed by proof that the target still serves.
class Trial {
 public:
  Trial(Target& target, const Capabilities& caps, const RunOptions& options,
        const std::string& protocol, std::vector<std::string>& defects);

  std::vector<Case> cases(const Attack& attack);
  void begin(const Attack& attack);  // forgets what the previous attack's control showed
  CaseResult run(const Attack& attack, const Case& c);
  int controls() const { return controls_; }  // accepted since begin()

 private:
  struct Twin {
    std::unique_ptr<Target> target;
    Capabilities caps;
  };

  Stage stage(const Attack& attack, const std::string& label, Transcript& transcript);
  Stage stage_on(Target& target, const Capabilities& caps, const Attack& attack,
                 const std::string& label, Transcript& transcript);
  Twin& twin_of(const Attack& attack);
  std::string twin_fault(const Attack& attack, const Case& c);
  Result attempt(const Attack& attack, const Case& c, Transcript& transcript);
  bool control(const Attack& attack);
  bool control_or_restart(const Attack& attack);
  Result judged(const Attack& attack, const Case& c, CaseResult& r);
  Result confirmed(const Attack& attack, const Case& c, const Result& first, CaseResult& r);
  Result still_serves(const Attack& attack, const Case& c, const Result& first, CaseResult& r);
  void defect(const std::string& what);

  Target& target_;
  const Capabilities& caps_;
  const RunOptions& options_;
  std::string protocol_;
  std::vector<std::string>& defects_;
  int controls_ = 0;
  bool fresh_ = false;    // the control was just accepted, so it need not be run again
  bool refused_ = false;  // this attack's control was not accepted: none of its cases can be judged
  Verdict refusal_ = Verdict::control_failed;  // SKIPPED where the control needs what is missing
  std::string why_refused_;
  bool died_ = false;  // the last control failed because the process was dead
  // Attacks in a row whose control was not accepted, per control: a target that one kind of honest
  // run cannot use may yet accept another.
  std::map<void (*)(Stage&), int> refused_in_a_row_;
  std::map<std::string, Twin> twins_;  // by variant
};

}  // namespace assay
