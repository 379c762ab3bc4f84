// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/engine/conversation.hpp"
#include "conformance/ladder/cast.hpp"
#include "conformance/terms/interpreter.hpp"

namespace assay::rungs {

// How the runner's end and its target are set up, where it is not as in an honest run.
struct Setup {
  std::optional<Bytes> called = {};                 // whom an initiator under test calls
  std::optional<std::vector<Bytes>> admitted = {};  // whom a responder under test admits
  std::optional<Person> own = {};                   // who the runner's end is
  terms::Twist twist = {};                          // what it does otherwise
  bool calls_anyone = false;  // the runner's initiator does not know whom it calls
};

// The runner's end of a session with the target, played from the formulas, as far as it has come.
// Messages are whole frames.
class OwnEnd {
 public:
  // Opens the target. `own` is the rung, unless it is the twin's turn.
  OwnEnd(Stage& stage, const Rung& own, const Setup& setup = {});

  const Rung& rung() const { return rung_; }
  const Cast& cast() const { return cast_; }
  Role role() const { return role_; }  // of this end
  Conversation& line() { return line_; }
  terms::Interpreter& end() { return end_; }

  // This end's next message, when it is its turn; empty when it waits, is done or has refused.
  Bytes take_own();
  // Message n of this end, unsent; all that comes before it is exchanged. Throws ControlFailed
  // where that does not go through.
  Bytes up_to(int n);
  // The target's next message, whole, unread by this end; absent when it does not come.
  std::optional<Bytes> receive();
  // This end reads a message; one of another length it refuses. False when it has refused.
  bool read(View framed);
  bool refused() const { return refused_ || end_.state() == terms::Interpreter::State::refused; }
  bool done() const { return !refused_ && end_.state() == terms::Interpreter::State::done; }

  // Message n as this end makes it, with these changes and no others (terms/expression.hpp).
  Bytes forged(int n, const std::vector<terms::Delta>& deltas) const;

  // Exchanges honest messages until this end has nothing more to say or to hear. Throws
  // ControlFailed.
  void complete();
  // The target reported success, with this peer (empty: none has a name) and with the keys of this
  // run. Throws ControlFailed.
  void must_have_succeeded(const Bytes& peer);
  [[noreturn]] void fail(const std::string& what) const;

 private:
  const terms::Book& rung_book() const;
  // Notes how far this end has come with whom, where that is new.
  void tell();

  const Rung& rung_;
  Cast cast_;
  Role role_;
  bool outcome_;  // the target tells its keys
  terms::Interpreter end_;
  Conversation line_;
  bool refused_ = false;
  std::string told_;
};

// One honest run: the control of every attack. Throws ControlFailed.
void honest_run(Stage& stage, const Rung& own);

// `framed` with the 32 bytes of X or Y replaced.
Bytes with_share(const Rung& rung, int n, Bytes framed, std::string_view letter, View value);
Bytes share_in(const Rung& rung, int n, View framed, std::string_view letter);
// Whole frames around `body`, which begins with the header.
Bytes framed(const Bytes& body);

}  // namespace assay::rungs
