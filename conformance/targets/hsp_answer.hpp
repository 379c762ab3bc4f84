// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <nlohmann/json_fwd.hpp>

#include "conformance/engine/protocol.hpp"

namespace assay {

// A session's answer in HSP/1 (spec/shim.md §2, §4), in one of the protocol's modes. Reading throws
// JsonError on a missing field, a wrong type or size, or an unknown word.
Answer parse_answer(const Protocol& protocol, const std::string& mode,
                    const nlohmann::json& answer);
nlohmann::json answer_json(const Protocol& protocol, const Answer& answer);

// The answer to `outcome`: the values that the protocol's record lists, each of its size. One that
// is null is left out.
std::map<std::string, Bytes> parse_outcome(const Protocol& protocol, const nlohmann::json& answer);
nlohmann::json outcome_json(const Protocol& protocol, const std::map<std::string, Bytes>& values);

}  // namespace assay
