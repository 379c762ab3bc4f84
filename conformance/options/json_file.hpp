// SPDX-License-Identifier: MIT
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <stdexcept>
#include <string>

namespace assay {

// A file that is not what it should be, in a sentence that names it.
struct FileError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// What a JSON file may hold; more is refused before anything is built from it.
struct JsonBounds {
  std::size_t bytes = 16U << 20;
  std::size_t depth = 32;        // objects and arrays, one in the other
  std::size_t values = 400'000;  // of every kind
  std::size_t members = 4'096;   // of one object
};

// The value in a file: UTF-8 JSON within the bounds, no key twice in one object. Throws FileError.
nlohmann::ordered_json read_json_file(const std::string& path, const JsonBounds& bounds = {});

}  // namespace assay
