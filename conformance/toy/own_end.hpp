// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/engine/conversation.hpp"
#include "conformance/engine/protocol.hpp"
#include "conformance/games/forgery.hpp"
#include "conformance/terms/terms.hpp"

namespace assay {

// The runner's end of a session, as far as it has come.
struct ToyEnd {
  Carrier carrier;
  bool live;  // the target is a program that cannot be asked for more than its wire shows
  Conversation line;
  terms::Values given = {};  // K, n, t; N and T once the target's hello is here
  int said = 0, heard = 0;   // messages

  // The next message; over datagrams from that address.
  void say(const Bytes& body, const std::string& from = "here");
  // The body of the target's next message. Throws ControlFailed when it does not come.
  Bytes receive(const char* what);
  // Takes the target's hello if that has not been.
  void hear_hello();
  terms::Values values() const;
  Demand demand() const;
  void demand(bool as_it_should, const char* what) const;
};

// Opens the target, and takes its hello where it speaks first. One that takes datagrams from anyone
// does not.
ToyEnd toy_session(Stage& stage, Carrier carrier);

}  // namespace assay
