// SPDX-License-Identifier: MIT
#pragma once

#include <nlohmann/json.hpp>

#include "vectors/maker/vector_set.hpp"

// Tests as JSON (spec/vectors.md §3), in one fixed form: two spaces of indent, fields in the
// order of the specification, lower-case hex, no floats, a newline at the end.
namespace assay::vectors {

using Json = nlohmann::ordered_json;

Json to_json(const VectorSet& set, const Test& test);

// Throws std::invalid_argument that names the field: one is missing, of the wrong type or length,
// or not lower-case hex. A field that nobody reads shows when the test is written again.
Test test_from(const VectorSet& set, const Json& json);

}  // namespace assay::vectors
