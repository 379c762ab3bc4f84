// SPDX-License-Identifier: MIT
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

#include "conformance/engine/protocol.hpp"

namespace assay {

// The first thing that `request` asks for and `caps` does not declare, as it is named in HSP/1.
std::optional<std::string> undeclared(const Protocol& protocol, const OpenRequest& request,
                                      const Capabilities& caps);

// `open` (spec/shim.md §3, §6), without id and s. Its mode goes only to a target that has modes.
nlohmann::json open_json(const OpenRequest& request, const Capabilities& caps);

// Reads an `open`. Throws Unsupported naming a key in `params` that is unknown, and JsonError on a
// wrong type, size or word, or a mandatory parameter that is missing.
OpenRequest parse_open(const Protocol& protocol, const nlohmann::json& request);

}  // namespace assay
