// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "conformance/targets/child.hpp"

namespace assay::contract {

// The pipe that SHS1_EVENTS_FD names: one JSON object a line (spec/shs1.md §11).
class EventPipe {
 public:
  static constexpr int number_in_child = 3;
  EventPipe();
  int child_end() const { return write_.get(); }
  void started() { write_.reset(); }  // the child has its own

  // What has come since the last call. Throws Defective on a line that the contract does not know.
  std::vector<Event> take();
  bool rejected() const { return rejected_; }      // a `rejected` event has come
  const std::string& why() const { return why_; }  // its words: "m3: not authorised", not escaped

 private:
  void parse(std::string_view line, std::vector<Event>& events);

  Descriptor read_, write_;
  std::string unread_, why_;
  std::size_t received_ = 0;
  bool rejected_ = false;
};

}  // namespace assay::contract
