// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/engine/conversation.hpp"

namespace assay {

// What a refusal must not contain, beyond what every refusal must not.
struct Demand {
  bool no_authorize = false;      // the application must not even be asked
  bool verified_is_fine = false;  // the proof was good: only what follows it must not be
  int within_ms = 2000;
  bool silence_refuses = false;  // nothing shows an end: of datagrams on a network
  // Whether what it wrote shows that it goes on with the run; unset: any byte does.
  std::function<bool(View written)> goes_on = {};
};

// The predicate of every forgery (V0): from here on the target writes no further byte (or none with
// which it goes on), ends within T, and reports no session. Whether it still serves others is the
// engine's to see. WITHSTOOD, SUCCEEDED, or HUNG when it neither refused nor answered.
Result refused(Conversation& line, Demand demand = {});

// The attack asks for nothing: it withholds. WITHSTOOD when the target sends and reports nothing
// for `ms` milliseconds, whether it waits or gives up.
Result silent_for(Conversation& line, int ms, Demand demand = {});

}  // namespace assay
