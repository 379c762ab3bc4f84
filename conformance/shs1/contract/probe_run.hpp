// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/shs1/contract/session.hpp"
#include "conformance/shs1/honest_end.hpp"

namespace assay::contract {

// What one probe run asks of the executable beyond the core, and how the other end behaves.
struct Ask {
  std::map<std::string, std::string> env = {};
  std::optional<std::vector<Bytes>> allow = {};
  bool events = false;
  bool slowly = false;  // one byte a write
  bool echo = false;    // then one box-stream packet
  // Where the other end stops being honest: it says nothing more, or sends random bytes.
  enum class Fault { none, silent, bad_first, bad_second } fault = Fault::none;
  Millis patience{2000};  // for the end, once all is said
};

struct Seen {
  bool done = false;    // success was reported
  bool agreed = false;  // with the outcome that the other end has
  bool echoed = false;
  bool exited = false, crashed = false;
  std::optional<int> exit_code = {};
  std::size_t bytes = 0;   // on stdout, the outcome not counted
  bool malformed = false;  // one of its messages is not as it should be
  bool rejected_event = false;
  std::vector<Event> events = {};
  std::string end = {};  // in words
  Millis lived{0};       // from start to exit, or to the end of the run
  Millis to_second{0};   // from the answer to its first message until its second came
  bool refused() const { return exit_code && *exit_code != 0 && !done; }
};

// One process beside an honest peer, from start to end. Throws Defective when it cannot be started.
Seen probe_run(const std::vector<std::string>& argv, Role role, mallory::HonestEnd& peer,
               const Ask& ask, double scale);

}  // namespace assay::contract
