// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/targets/tcp/wire.hpp"

namespace assay::tcp {

struct Probe {
  Bytes network_key, server_key;
  Millis patience;  // for each message
};

// One honest handshake as the client with that seed: true when a good msg4 came.
bool admitted(Wire wire, const Probe& probe, const Bytes& client_seed);

// A fresh random seed, which no list names.
Bytes a_stranger();

}  // namespace assay::tcp
