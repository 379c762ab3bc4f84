// SPDX-License-Identifier: MIT
#pragma once

#include "vectors/maker/vector_set.hpp"

namespace assay::vectors {

// Each file below the set's folder, by name ("accept.json"; the schema too), with its bytes: the
// same on every machine.
std::map<std::string, std::string> generate(const VectorSet& set);

// The file that holds `tests`.
std::string file_text(const VectorSet& set, const VectorFile& file, const std::vector<Test>& tests);

std::string_view profile_of(const VectorSet& set, const VectorFile& file);

}  // namespace assay::vectors
