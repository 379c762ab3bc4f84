// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/engine/target.hpp"

namespace assay::contract {

// What an executable was seen to do in one role.
struct Support {
  bool completes = false;  // an honest handshake; nothing else is tried without it
  bool client_key = false, ephemeral_seed = false, ephemeral_secret = false;
  bool allow_list = false;
  bool authorize_delay = false, timeout = false, echo = false, fragments = false;
  bool events = false, verified_event = false, rejected_event = false;
  std::vector<std::string> findings = {};  // one line each, for people
};

// Runs the executable about a dozen times, each time beside an honest peer with fresh keys.
// Throws Defective when it behaves like no executable of the contract at all: it cannot be started,
// is silent, floods, or exits 0 without an outcome where an honest peer is owed one.
Support probe(const std::vector<std::string>& argv, Role role, double timeout_scale);

}  // namespace assay::contract
