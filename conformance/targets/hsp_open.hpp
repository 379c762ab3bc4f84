// SPDX-License-Identifier: MIT
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

#include "conformance/engine/target.hpp"

namespace assay {

// The first thing that `request` asks for and `caps` does not declare, as it is named in HSP/1.
std::optional<std::string> undeclared(const OpenRequest& request, const Capabilities& caps);

// `open` (spec/shim.md 3, 6), without id and s.
nlohmann::json open_json(const OpenRequest& request);

// Reads an `open`. Throws Unsupported naming a key in `params` that is unknown, and JsonError on a
// wrong type or word. Which keys are mandatory is the target's to say.
OpenRequest parse_open(const nlohmann::json& request);

}  // namespace assay
