// SPDX-License-Identifier: MIT
#pragma once

#include "reference/toy/types.hpp"

namespace assay::toy {

struct Outcome {
  SessionKey k;
};

Outcome outcome(const PresharedKey& K, const Finish& d, const PeerFinish& D);

}  // namespace assay::toy
