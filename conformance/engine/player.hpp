// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/engine/options.hpp"

namespace assay {

// What became of one honest run beside an attack.
struct HonestRun {
  bool accepted = false;
  Verdict refusal = Verdict::control_failed;  // SKIPPED where it needs what is missing
  std::string why = {}, likely = {};
  bool died = false;
  bool silent = false;  // something did not come
  // It failed, and that is the implementation's: not the shim's, and no silence cut short.
  bool proves = false;
};

// Sessions of one kind, of which the target has either taken one or never any: the control of an
// attack, which attacks share, and the role.
struct Kind {
  Role role;
  const void* control;
  auto operator<=>(const Kind&) const = default;
};
Kind kind_of(const Attack& attack);
// Of attacks with that control, where they share it as a function.
Kind kind_of(Role role, const std::function<void(Stage&)>& control);

// What the keys of an attack, and so of its control and of its cases, are drawn from.
Rng keys_of(const Attack& attack, const std::string& protocol, const Bytes& seed);

// Plays cases and honest runs on one target, and remembers what its process has been through: each
// draws from a stream of its own, so that it is the same whenever it is played.
class Player {
 public:
  Player(Target& target, const Capabilities& caps, const RunOptions& options, std::string protocol);

  // The stage of one case: `label` is its slug, or `control`.
  Stage stage(const Attack& attack, const std::string& label, Transcript& transcript);
  Stage stage_on(Target& target, const Capabilities& caps, const Attack& attack,
                 const std::string& label, Transcript& transcript);

  Result play(const Attack& attack, const Case& c, const std::string& label,
              Transcript& transcript);
  HonestRun honest(const Attack& attack);
  void restart();  // a fresh process, with no history

  // What the process was given since it started, in order.
  using Played = std::function<void()>;
  using History = std::vector<Played>;
  History before_last() const;          // all but the last
  void relive(const History& history);  // in a fresh process; whatever comes of it

  Target& target() { return target_; }
  const std::vector<std::string>& defects() const { return defects_; }

 private:
  Result attempt(const Attack& attack, const Case& c, const std::string& label,
                 Transcript& transcript);
  HonestRun attempt_honest(const Attack& attack);
  void remember(Played played);
  void defect(const std::string& what);

  Target& target_;
  const Capabilities& caps_;
  const RunOptions& options_;
  std::string protocol_;
  std::shared_ptr<Pace> pace_ = std::make_shared<Pace>();
  History history_;
  bool died_ = false;                 // the process with that history
  std::vector<std::string> defects_;  // where it broke the rules of shim.md
};

}  // namespace assay
