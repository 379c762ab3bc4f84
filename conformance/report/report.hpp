// SPDX-License-Identifier: MIT
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "conformance/engine/run.hpp"

namespace assay {

// A report is JSON first (report.schema.json); every other format is rendered from it, also later
// and elsewhere. `target_words` is the target as it was given on the command line, for the commands
// that repeat.
nlohmann::ordered_json to_json(const Report& report, const std::string& target_words);

// The JSON as a file holds it: valid UTF-8 whatever went in.
std::string report_text(const nlohmann::ordered_json& report);

// The report for a terminal: a line a cell, then every finding with its evidence. Symbol, word and
// position carry the verdict; `verbose` lists every attack too.
std::string to_terminal(const nlohmann::ordered_json& report, bool verbose);

// What was observed, for people: a refusal without how the stream ended, which goes without saying.
std::string in_words(std::string observed);

// "P03" -> "Client verifies the server", from the headings of spec/properties.md.
std::string row_title(const std::string& row);

// The section of spec/properties.md on a row; empty when there is none.
std::string row_section(const std::string& row);

// The claim of a row in one sentence, as spec/properties.md words it below the heading.
std::string row_claim(const std::string& row);

}  // namespace assay
