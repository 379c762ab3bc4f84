// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/engine/protocol.hpp"

namespace assay::tcp {

using Keys = std::map<std::string, Bytes>;  // by their names in --key

// One honest run with a live server.
struct Admission {
  bool admitted = false;
  std::vector<Bytes> named = {};  // whom the run would have had on the server's list
};

// Plays the protocol's honest end with these keys, and fresh ones where there are none, on the one
// session. What of it fails is no admission.
Admission try_admission(const Protocol& protocol, const Capabilities& caps, const Keys& keys,
                        std::unique_ptr<Session> session, double timeout_scale);

// Those keys that are not the own ones of the runner's end: with them alone it is a stranger.
Keys without_own(const Protocol& protocol, Keys keys);

}  // namespace assay::tcp
