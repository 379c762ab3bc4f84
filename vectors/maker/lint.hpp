// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>

#include "vectors/maker/vector_set.hpp"

// What must hold of the vector files, whoever wrote them (spec/vectors.md §7).
namespace assay::vectors {

// A set's folder.
struct Folder {
  std::map<std::string, std::string> files;  // by name
  std::string schema;
  std::vector<std::string> frozen_ids;  // the lines of ids.txt
};

// Reads the set's folder below `vectors`. Throws std::runtime_error when a file that generate()
// names or ids.txt cannot be read.
Folder read_folder(const VectorSet& set, const std::filesystem::path& vectors);

struct Report {
  std::vector<std::string> findings;  // "PROTOCOL/accept.json: ID: FIELD: what", as shown() has it
  std::size_t files = 0, tests = 0;
};

Report lint(const VectorSet& set, const Folder& folder);

// The parts.

// Checks knowledge.json; `honest` are the tests that its questions may be about. Returns the
// questions that can be read.
std::vector<Question> lint_knowledge(const VectorSet& set, const std::string& text,
                                     const std::vector<Test>& honest, const Say& say);

// Each flag that is `used`, by the id of a test, has a note in the file, and each note a flag.
void lint_notes(const nlohmann::ordered_json& file,
                const std::map<std::string, std::vector<std::string>>& used, const Say& say);

// Where `text` first differs from the one form that its content has.
void lint_form(const std::string& text, const std::string& canonical, const Say& say);

// Reads a file and checks all that needs no other: envelope, notes, flags, form. What cannot be
// read as a test is said and left out.
std::vector<Test> lint_file(const VectorSet& set, const VectorFile& file, const std::string& text,
                            const Say& say);

// Checks one test; `control` is the test that it names, if there is one.
void lint_test(const VectorSet& set, const VectorFile& file, const Test& test, const Test* control,
               const Say& say);

// Which fields go together, who speaks to whom, and what each is set up with.
void lint_shape(const VectorSet& set, const VectorFile& file, const Test& test, const Say& say);
void lint_transcript(const VectorSet& set, const Test& test, const Say& say);
void lint_keys(const VectorSet& set, const Test& test, const Say& say);
void lint_control(const VectorSet& set, const Test& test, const Test* control, const Say& say);

// `party` takes its part in the test step for step, as the book says.
void lint_steps(const VectorSet& set, const Test& test, std::string_view party, const Say& say);

// Where and why somebody (`who`) refused, empty for not at all, against the test's `reject`.
struct Refusal {
  std::string at, reason;
};
void lint_refusal(const VectorSet& set, const Test& test, const Refusal& refusal,
                  const std::string& who, const Say& say);

}  // namespace assay::vectors
