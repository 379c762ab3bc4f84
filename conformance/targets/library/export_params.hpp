// SPDX-License-Identifier: MIT
#pragma once

#include <span>

#include "conformance/engine/protocol.hpp"
#include "conformance/targets/library/assay_hsp.h"

namespace assay {

// The arguments of hsp_open.
struct OpenArguments {
  const char *protocol, *role, *endpoint;
  std::span<const hsp_param> params;
};

// What they ask for, in the words of the record. Throws Unsupported naming a parameter that is
// unknown, and Defective for one that is not as spec/shim.md §10 writes it.
OpenRequest request_of(const Protocol& protocol, const OpenArguments& arguments);

}  // namespace assay
