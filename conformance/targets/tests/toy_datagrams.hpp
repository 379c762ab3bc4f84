// SPDX-License-Identifier: MIT
#pragma once

#include <memory>

#include "conformance/engine/protocol.hpp"

namespace assay {

// A protocol `toy/datagrams` without identities, between peers that are alike, in two modes, with a
// parameter of every kind and a clock. A session begins with a datagram to "opened" that repeats
// its parameters, echoes every datagram to whom it came from, is done after one that starts with 1,
// and at each poll tells its clock to "clock" once it was moved.
const Protocol& toy_datagrams();
std::unique_ptr<Target> toy_datagrams_target();

// A request with all that it can be asked for, and what the datagram to "opened" then says.
OpenRequest full_request();
std::string told_of(const OpenRequest& request);

}  // namespace assay
