// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <functional>

#include "vectors/generate.hpp"

// What must hold of the vector files, whoever wrote them (spec/vectors.md §7).
namespace assay::vectors {

struct Folder {
  std::map<std::string, std::string> files;  // by path relative to vectors/
  std::vector<std::string> frozen_ids;       // the lines of ids.txt
};

// Throws std::runtime_error when a file that generate() names or ids.txt cannot be read.
Folder read_folder(const std::filesystem::path& folder);

struct Report {
  std::vector<std::string> findings;  // "shs1/accept.json: shs1/ok/known-answer: FIELD: what"
  std::size_t files = 0, tests = 0;
};

Report lint(const Folder& folder);

// The parts. Each says what is wrong with which field.
using Say = std::function<void(const std::string& field, const std::string& what)>;

// Reads a file and checks all that needs no other: envelope, notes, flags, form. What cannot be
// read as a test is said and left out.
std::vector<Test> lint_file(const Section& section, const std::string& text, const Say& say);

// Checks one test; `control` is the test that it names, if there is one.
void lint_test(const Section& section, const Test& test, const Test* control, const Say& say);

}  // namespace assay::vectors
