// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "conformance/engine/pace.hpp"
#include "conformance/engine/rng.hpp"
#include "conformance/engine/target.hpp"
#include "conformance/engine/time.hpp"

namespace assay {

// The verdict on one case (design: a closed list).
enum class Verdict {
  withstood,
  succeeded,       // the attack won
  crashed,         // the target died
  hung,            // an answer, or an end that the predicate demands, is missing at the deadline
  policy,          // sound libraries differ: shown, never counts
  skipped,         // a capability is missing, and named
  control_failed,  // VOID: the honest run beside it was not accepted
};
std::string_view name(Verdict verdict);
bool is_finding(Verdict verdict);  // it won, crashed or hung

struct Result {
  Verdict verdict;
  std::string observed;
  std::string likely = {};  // the cause, where what was seen tells more than the attack's usual one
};

// An honest run was not accepted, so the case beside it proves nothing. `likely`: the cause, where
// what the target wrote tells it.
struct ControlFailed : std::runtime_error {
  ControlFailed(const std::string& what, std::string cause = {})
      : std::runtime_error(what), likely(std::move(cause)) {}
  std::string likely;
};

// The target could not be started again, so nothing was tried: no evidence about the protocol.
struct NotThere : ControlFailed {
  using ControlFailed::ControlFailed;
};

enum class Effort { quick, normal, full };

// What went over the wire and what the target said of it, as evidence.
struct Entry {
  int session;
  // opened, sent, received, event, state, close, eof; and for who reads it: what the runner's own
  // end (other) or its attacker (attacker) came to.
  std::string what;
  Bytes bytes = {};  // sent, received; test keys only, all from the seed
  std::string text = {};
};

class Transcript {
 public:
  void add(Entry entry);
  int next_session() { return ++sessions_; }
  const std::vector<Entry>& entries() const { return entries_; }
  std::size_t left_out() const { return left_out_; }
  // Nothing that was sent came after anything received: the same bytes serve as a static replay.
  bool is_static() const;

 private:
  std::vector<Entry> entries_;
  std::size_t bytes_ = 0, left_out_ = 0;
  int sessions_ = 0;
};

// Where an attack's keys come from: a stream of its own, and what the target has fixed
// (Capabilities::fixed).
struct KeySource {
  Rng rng;
  std::map<std::string, Bytes> fixed = {};
  KeySource(Rng own, std::map<std::string, Bytes> by_target = {})
      : rng(std::move(own)), fixed(std::move(by_target)) {}
};

// What a case, or a control, works with.
struct Stage {
  Target& target;
  const Capabilities& caps;
  Role role;  // of the target
  Effort effort;
  double timeout_scale;
  KeySource keys;  // the attack's: the control and every case of one attack use the same keys
  Rng rng;         // the case's own
  Transcript& transcript;
  std::string mode = {};      // of the protocol; empty where it has none
  std::string protocol = {};  // the one that the target plays: another's while it is a twin's turn
  const Timekeeper& time = real_time();
  std::shared_ptr<Pace> pace = std::make_shared<Pace>();  // of the target
  Millis deadline(int ms) const { return Millis(static_cast<int>(ms * timeout_scale)); }
};

struct Case {
  std::string slug;    // within the attack: "bit-255", "tag-byte-03"; empty when there is but one
  std::string change;  // the one machine-readable difference from the control
  std::function<Result(Stage&)> run;
  bool policy = false;  // whatever is observed is shown as POLICY
};

// Where the attacker stands in an attack's story, for the diagram that `assay explain` draws.
enum class Attacker {
  alone,          // it plays the peer, who has no part in it
  relaying,       // it passes on what both say, but for the last message to the target
  spoiling,       // it passes on what both say; the target's last message its reader refuses, for
                  // it is changed, and what the target still hears is a recording
  withholding,    // it passes on what both say, and keeps the last message of the target
  impersonating,  // to each end it is the other one
  listening,      // it changes nothing
  diverting,      // it changes nothing but whom a call reaches, or who makes it
  replaying,      // it sends what it has recorded; the peer is away
};

struct Attack {
  std::string id;                       // its number: C03
  std::string slug;                     // sig-byte-flipped
  Role role;                            // of the target
  std::string meaning;                  // one sentence: what it means that this attack succeeded
  std::string expected;                 // what a sound target does
  std::string spec;                     // spec/PROTOCOL.md#3.3
  std::string likely = {};              // the usual cause
  std::vector<std::string> needs = {};  // capabilities without which no case can run
  std::function<void(Stage&)> control = {};
  std::function<std::vector<Case>(Stage&)> cases =
      {};  // may depend on effort and on the keys, never on the target
  // A variant of the same family whose reference must withstand each case, which else proves
  // nothing.
  std::string twin = {};
  bool forgery = false;  // one message made wrong: at full effort played again and again
  Attacker attacker = Attacker::alone;
  std::string name() const;  // server/C03-sig-byte-flipped
};

// protocol/role/ID-slug[/case]
std::string case_name(const std::string& protocol, const Attack& attack, const std::string& slug);

}  // namespace assay
