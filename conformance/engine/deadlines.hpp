// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/engine/target.hpp"

// How long a target waits for its peer in a handshake. Time is soft: it is shown, and no verdict
// and no exit code rests on it.
namespace assay {

// A session in which the target hears little or nothing.
struct Wait {
  std::string what;    // "silence from the start"
  double seconds = 0;  // until the target ended the session, or the runner looked no longer
  bool ended = false;
  std::string how = {};  // "it closed the connection (FIN)"
};

// What a target's handshake limit counts.
enum class Counted { unknown, total, per_message, per_read };
std::string_view name(Counted counted);  // unknown, total, per-message, per-read

struct Deadlines {
  Role role;
  std::vector<Wait> waits = {};
  std::optional<double> limit = {};  // seconds; absent where none was seen
  Counted counted = Counted::unknown;
  std::string note = {};  // why something was not measured
};

// What a limit counts, from when the target ended: `late`, the session of which the first message
// came after 0.6 of the limit; `drip`, the one with a byte at every 0.6 of it.
Counted counted(double limit, const Wait& late, const Wait& drip);

}  // namespace assay
