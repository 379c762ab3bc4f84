// SPDX-License-Identifier: MIT
#pragma once

#include <memory>

#include "conformance/engine/protocol.hpp"

// A target in this process as a shared library with the C ABI (spec/shim.md §10): the other
// direction of abi_target.hpp. A library links assay_library_export and says what it exports.
namespace assay {

struct Exported {
  Protocol protocol;
  std::unique_ptr<Target> target;
};

// Defined by the library; called once. An exception ends the process, as any that the target throws
// but Unsupported and Defective.
Exported exported();

}  // namespace assay
