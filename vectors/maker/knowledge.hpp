// SPDX-License-Identifier: MIT
#pragma once

#include <nlohmann/json.hpp>

#include "vectors/maker/vector_set.hpp"

// Questions about what a session tells, for a VectorSet (spec/vectors.md §11).
namespace assay::vectors {

inline constexpr std::string_view knowledge_name = "knowledge.json";

// All that follows from the messages of `transcript` and what is `known`: fields that are read,
// formulas whose parts are there, boxes whose keys are. Guessing and breaking of primitives aside,
// nobody computes more.
Values learned(const VectorSet& set, const std::vector<Wire>& transcript, Values known);

struct Asked {
  std::string slug, flag, comment;
  std::vector<std::string> secrets;  // letters
  std::string letter;
};

// The question about an honest session, answered by learned().
Question question(const VectorSet& set, const Test& control, const Asked& asked);

nlohmann::ordered_json to_json(const VectorSet& set, const Question& question);

// Throws std::invalid_argument that names the field.
Question question_from(const VectorSet& set, const nlohmann::ordered_json& json);

}  // namespace assay::vectors
