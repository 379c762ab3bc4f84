// SPDX-License-Identifier: MIT
#pragma once

#include <memory>

#include "conformance/targets/library/library.hpp"

namespace assay {

// The library as a target, in this process, which must be one that may die: assay-host.
//
// HSP_UNSUPPORTED throws Unsupported; HSP_ERROR and every breach of spec/shim.md §10 that can be
// seen throw Defective. The record outlives it. What the library throws, if it is C++, is left
// alone and ends the process.
std::unique_ptr<Target> abi_target(const Protocol& protocol, const Library& library,
                                   Hello description);

}  // namespace assay
