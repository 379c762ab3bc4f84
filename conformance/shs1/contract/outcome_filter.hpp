// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/engine/target.hpp"

namespace assay::contract {

constexpr std::size_t outcome_bytes = 112;

// Bytes of the handshake that a role writes and reads before its outcome, message by message.
struct Messages {
  std::size_t write_first, write_second, read_first, read_second;
  std::size_t written() const { return write_first + write_second; }
  std::size_t read() const { return read_first + read_second; }
};
Messages messages(Role role);  // server: 64 80, 64 112; client: 64 112, 64 80

// Bytes that `role` owes on stdout, outcome included, once it was given `read` bytes.
std::size_t owed(Role role, std::size_t read);

// Parts the outcome from the handshake on one process's stdout. The contract marks no boundary, so
// the position decides: what follows the bytes of both messages is the outcome. All else is what
// the peer sees.
class OutcomeFilter {
 public:
  OutcomeFilter(Role role, bool outcome_comes);
  void given(View in);   // what the process reads
  void wrote(View out);  // what came from its stdout
  Bytes take_out();      // for the peer: in order, each byte once
  bool complete() const { return outcome_.size() == outcome_bytes; }
  bool partial() const { return !outcome_.empty() && !complete(); }
  // A nonce of the outcome stands on the wire as well (the start of msg1's or msg2's mac): one
  // match tells an outcome from other bytes in its place. The absence of a match tells nothing.
  bool nonce_is_on_the_wire() const;
  // The two ways to settle what stands where the outcome belongs. Until then nothing after it is
  // given out.
  void accept();
  void surrender();  // it is none: it goes to the peer
  std::size_t written() const { return written_; }
  std::size_t read() const { return read_; }
  const Bytes& outcome() const { return outcome_; }

 private:
  std::size_t before_;  // bytes of the handshake; what comes then is the outcome
  bool outcome_comes_;
  std::size_t written_ = 0, read_ = 0;
  Bytes first_written_, first_read_;  // 24 bytes each
  bool accepted_ = false;
  Bytes out_, outcome_, after_;
};

}  // namespace assay::contract
