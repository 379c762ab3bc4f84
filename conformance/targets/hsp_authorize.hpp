// SPDX-License-Identifier: MIT
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "conformance/engine/protocol.hpp"

namespace assay {

// `authorize` in the params of an `open` (spec/shim.md §6), whose keys are names of peers. Reading
// throws Unsupported naming a key that is unknown, and JsonError on a wrong type, size or word.
Authorize parse_authorize(std::size_t peer_bytes, const nlohmann::json& object);
nlohmann::json authorize_json(const Authorize& authorize);

}  // namespace assay
