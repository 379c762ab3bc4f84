// SPDX-License-Identifier: MIT
#include "conformance/targets/tcp/message_counter.hpp"

#include <algorithm>

namespace assay::tcp {

MessageCounter::MessageCounter(const Protocol& protocol, Role from) {
  for (const Message& m : protocol.messages)
    if (m.from == from) messages_.push_back(m);
}

// Of the current message, or of the prefix that says how long it is.
std::size_t MessageCounter::missing() const {
  const Message& m = messages_[current_];
  if (m.length == Message::Length::fixed) return m.bytes - read_.size();
  if (read_.size() < m.prefix_bytes) return m.prefix_bytes - read_.size();
  std::size_t length = 0;
  for (std::size_t i = 0; i < m.prefix_bytes; ++i) length = length << 8 | read_[i];
  // One longer than the protocol allows never ends: nothing that follows is a message of it.
  const bool allowed = length <= m.bytes;
  return allowed ? m.prefix_bytes + length - read_.size() : std::string::npos;
}

std::size_t MessageCounter::count(View bytes) {
  std::size_t taken = 0;
  while (!complete() && taken < bytes.size()) {
    const View part = bytes.subspan(taken, std::min(missing(), bytes.size() - taken));
    read_.insert(read_.end(), part.begin(), part.end());
    taken += part.size();
    finish_messages();
  }
  return taken;
}

void MessageCounter::finish_messages() {
  while (!complete() && missing() == 0) {
    ++current_;
    read_.clear();
  }
}

}  // namespace assay::tcp
