// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/shs1/contract/events.hpp"
#include "conformance/shs1/contract/launch.hpp"
#include "conformance/shs1/contract/outcome_filter.hpp"

namespace assay::contract {

// One run of an executable. Nothing in the contract says "I want more", so each answer waits
// briefly for the bytes that the role owes now; the caller polls to a deadline of its own.
class ContractSession : public Session {
 public:
  // `stderr_tail` outlives the session and receives the end of what the process wrote there.
  ContractSession(Launch launch, std::shared_ptr<std::string> stderr_tail);
  ~ContractSession() override;

  Answer opened() override { return collect(); }
  Answer step(View in) override;
  Answer eof(Eof how) override;
  Answer poll() override { return collect(); }
  std::map<std::string, Bytes> outcome() override;
  std::map<std::string, Bytes> observe(const std::vector<std::string>& names) override;
  Answer send(View data) override;
  Answer finish() override;

  bool has_exited() const { return child_.exited(); }
  std::optional<int> exit_code() const { return child_.exit_code(); }
  const EventPipe& event_pipe() const { return pipe_; }

 private:
  Answer collect();
  void pump();
  void absorb();
  void settle_outcome();
  void settle_handshake();
  bool outcome_is_real();
  Answer answer();
  Answer ended(Answer answer);
  void end_stream(Answer& answer);
  std::string refusal() const;

  Launch launch_;
  EventPipe pipe_;
  Child child_;
  OutcomeFilter filter_;
  std::shared_ptr<std::string> stderr_tail_;
  std::vector<Event> events_;
  std::optional<Bytes> peer_;
  Deadline held_since_ = {};  // when the last byte of an unfinished outcome came
  bool done_ = false, end_told_ = false, stdout_closed_ = false;
};

}  // namespace assay::contract
