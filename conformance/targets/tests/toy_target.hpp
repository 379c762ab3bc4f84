// SPDX-License-Identifier: MIT
#pragma once

#include <memory>

#include "conformance/engine/protocol.hpp"

namespace assay {

// An in-process target for a protocol `toy` with a byte a message, the first of a step deciding:
// 1 done, 2 rejected, 3 wait, 4 fin after done, 9 throws std::runtime_error, others echo. The end
// of the stream rejects. `static_seed` is mandatory. Every capability but inject.ephemeral_seed is
// declared.
std::unique_ptr<Target> toy_target();

// Its record.
const Protocol& toy_protocol();

}  // namespace assay
