// SPDX-License-Identifier: MIT
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>

#include "conformance/engine/protocol.hpp"

namespace assay {

// What a target says of itself and of one protocol (spec/shim.md, `hello`); absent: it does not
// know that one.
struct Hello {
  Identity identity;
  std::optional<Capabilities> capabilities;
};

// The body of an answer to hello; what it says of other protocols is not read. Throws JsonError
// naming what is missing, mistyped or unknown.
Hello parse_hello(const Protocol& protocol, const nlohmann::json& answer);
nlohmann::json hello_json(const Protocol& protocol, const Hello& hello);

}  // namespace assay
