// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/engine/target.hpp"

namespace assay::peers {

// What the command line and the environment of the executable contract ask for (spec/shs1.md §11).
struct ContractRequest {
  OpenRequest open;
  std::optional<int> events_fd;
  bool echo = false;
};

// `args` are those after the command's name: K sk pk for a server, K B_p for a client. A variable
// for which `caps` has no capability, or that is the other role's, is ignored. Throws
// std::invalid_argument, saying which argument or variable is wrong and how.
ContractRequest parse_contract(const std::vector<std::string>& args, const Capabilities& caps);

}  // namespace assay::peers
