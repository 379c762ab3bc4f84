// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/engine/protocol.hpp"

namespace assay::tcp {

// A live peer is as it is: throws Unsupported for what asks for another one than the keys that were
// told of it. Its allow list is not looked at.
void check_parameters(const Protocol& protocol, const std::map<std::string, Bytes>& told,
                      const OpenRequest& request);

}  // namespace assay::tcp
