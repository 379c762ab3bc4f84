// SPDX-License-Identifier: MIT
#pragma once

#include "reference/ladder/frame.hpp"
#include "reference/ladder/outcome.hpp"
#include "reference/ladder/sealed.hpp"

// What the rungs of three and four messages have in common: who proves itself when, and what is
// known by then.
namespace assay::ladder {

enum class Form {
  responder_first,  // msg2 proves B, msg3 proves A
  acknowledged,     // the same, and msg4 says that A was verified
  initiator_first,  // msg3 proves A, msg4 proves B
};

// What msg1 says: X in most rungs, which need A only to make it.
template <class Hello>
Hello hello(const InitiatorName& A, const InitiatorShare& X) {
  if constexpr (std::same_as<Hello, InitiatorShare>) {
    return X;
  } else {
    return Hello{A, X};
  }
}

inline InitiatorShare share_in(const InitiatorShare& X) { return X; }
template <class Hello>
InitiatorShare share_in(const Hello& hello) {
  return hello.X;
}

// What the two ends hold after msg2; a rung that covers names has another one.
inline Exchange exchange(const InitiatorShare& X, const ResponderName&, const ResponderShare& Y,
                         SharedSecret Z) {
  return {X, Y, std::move(Z)};
}

}  // namespace assay::ladder
