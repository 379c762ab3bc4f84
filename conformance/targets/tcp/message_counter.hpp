// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "conformance/engine/protocol.hpp"

namespace assay::tcp {

// Counts what one role writes on a stream against the lengths of its messages.
class MessageCounter {
 public:
  MessageCounter(const Protocol& protocol, Role from);

  // Counts these bytes; returns how many of them are its messages'.
  std::size_t count(View bytes);
  bool complete() const { return current_ == messages_.size(); }
  // The first that it has not written whole; null where it wrote all.
  const Message* awaited() const { return complete() ? nullptr : &messages_[current_]; }

 private:
  std::size_t missing() const;
  void finish_messages();

  std::vector<Message> messages_;
  std::size_t current_ = 0;
  Bytes read_;  // of the current message
};

}  // namespace assay::tcp
