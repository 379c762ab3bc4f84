// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <nlohmann/json_fwd.hpp>

#include "conformance/engine/target.hpp"

namespace assay {

// A session's answer in HSP/1 (spec/shim.md 2, 4). Reading throws JsonError on a missing field, a
// wrong type or an unknown word.
Answer parse_answer(const nlohmann::json& answer);
nlohmann::json answer_json(const Answer& answer);

// The answer to `outcome`: enc_key 32, enc_nonce 24, dec_key 32, dec_nonce 24 octets, and peer_pk
// 32 unless it is null.
std::map<std::string, Bytes> parse_outcome(const nlohmann::json& answer);
nlohmann::json outcome_json(const std::map<std::string, Bytes>& values);

}  // namespace assay
