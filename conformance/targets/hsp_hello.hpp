// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "conformance/engine/target.hpp"

namespace assay {

// What a target says of itself (spec/shim.md, `hello`).
struct Hello {
  Identity identity;
  std::map<std::string, Capabilities> protocols;
};

// The body of an answer to hello. Throws JsonError naming what is missing, mistyped or unknown.
Hello parse_hello(const nlohmann::json& answer);
nlohmann::json hello_json(const Hello& hello);

}  // namespace assay
