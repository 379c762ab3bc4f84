// SPDX-License-Identifier: MIT
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "conformance/engine/protocol.hpp"

namespace assay {

// `params` of an `open` (spec/shim.md §6), which the record of its protocol describes.
nlohmann::json params_json(const OpenRequest& request);

// Reads them into a request whose role and mode are known. Throws Unsupported naming a key that is
// unknown, and JsonError on a wrong type, size or word, or a mandatory one that is missing.
void parse_params(const Protocol& protocol, const nlohmann::json& params, OpenRequest& request);

// A time as it is on the wire: 16 bytes of hex, big-endian.
std::string clock_hex(Nanos time);
Nanos clock_member(const nlohmann::json& object);  // its "clock"; throws JsonError

}  // namespace assay
