// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "conformance/engine/protocol.hpp"

namespace assay {

// A persistent process that speaks HSP/1 (spec/shim.md), started when it is first needed and again
// after it crashed or hung. Deadlines are those of spec/shim.md §8 times `timeout_scale`.
//
// What is not declared in its hello throws Unsupported without being sent; what is declared and
// then refused, and every breach of HSP/1, throws Defective. For one thread. The record outlives
// it.
std::unique_ptr<Target> hsp_target(const Protocol& protocol, std::vector<std::string> argv,
                                   double timeout_scale);

}  // namespace assay
