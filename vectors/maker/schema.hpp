// SPDX-License-Identifier: MIT
#pragma once

#include "vectors/maker/vector_set.hpp"

namespace assay::vectors {

inline constexpr std::string_view schema_name = "handshake-1.schema.json",
                                  knowledge_schema_name = "knowledge-1.schema.json";

// The JSON Schema of the set's files: handshake-1.json with the set's words in it. It reads the
// same as draft-07 and 2020-12.
std::string schema_text(const VectorSet& set);

// Likewise of the set's knowledge.json: the same envelope with other tests.
std::string knowledge_schema_text(const VectorSet& set);

}  // namespace assay::vectors
