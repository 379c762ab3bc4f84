// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/engine/target.hpp"

namespace assay {

// reference/shs1 and reference/box_stream behind the interface of every other target.
std::unique_ptr<Target> reference_target();

}  // namespace assay
