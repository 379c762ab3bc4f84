// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/terms/terms.hpp"

namespace assay::terms {

// What one end does otherwise than its protocol's document says.
struct Twist {
  std::vector<Delta> deltas = {};
  std::vector<std::size_t> skipped = {};  // by their place in the role's steps: checks are passed,
                                          // boxes opened whatever their tag, nobody is asked
  std::optional<Slip> also = {};  // where a check refuses: what is right by it passes as well
};

// Plays one role from the book's steps, honestly or with a twist. No input or output of its own:
// messages are given and taken whole.
class Interpreter {
 public:
  enum class State { reads, asks, done, refused };

  // Throws std::invalid_argument for a twist that does not fit the role.
  Interpreter(const Book& book, Role role, Values given, Twist twist = {});

  State state() const { return state_; }
  const Step& at() const { return (*steps_)[next_]; }  // what it waits for, or ended with
  std::size_t wanted() const;                          // bytes of the message that it waits for
  void read(View message);                             // that many; in state `reads` only
  void decide(bool admitted);                          // in state `asks` only
  Bytes take_sent();                                   // what was sent since it was last asked for
  std::string_view reason() const;                     // of the refusal
  const Values& values() const { return values_; }
  Values outcome() const;  // by the protocol's names; in state `done` only

 private:
  void run();
  bool passes(const Step& step);
  bool is_right(const Step& step);
  bool is_right_by_slip(const Book& lax, const Step& step);
  bool is_as_computed(const Step& step) const;
  bool is_signed(const Step& step) const;
  bool opens(const Step& step);
  void split(const Step& step, View bytes);
  void refuse() { state_ = State::refused; }
  bool skips() const;
  const Formula& formula_of(std::string_view letter) const;
  Parts changed_parts(const Formula& formula) const;
  Bytes computed(std::string_view letter) const;

  const Book* book_;
  Role role_;
  const std::vector<Step>* steps_;
  Values values_;
  Twist twist_;
  std::optional<Book> lax_ = {};  // of a twist that takes more
  std::size_t next_ = 0;
  State state_ = State::reads;
  Bytes sent_;
};

}  // namespace assay::terms
