// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/cli/commands.hpp"

namespace assay::cli {

// What happens in a row of one protocol: for each attack that shows a lack, else for the first of
// the attacks that the row withstands, three sentences and a diagram, from a run of the reference.
// UsageError where it has no such row.
std::string explain_cell(const Protocol& protocol, const std::string& row, const CheckOptions& of);

// What runs one attack on the reference; without the mode where it is the default one.
std::string attack_command(const Protocol& protocol, const std::string& mode, Role role,
                           const std::string& id);

// The mode of another variant that a mode is compared with: the same, where it has it.
std::string like_mode(const Protocol& protocol, const std::string& mode);

// The first variant after this one, in its family's order, that claims to withstand the attack;
// null: none that follows does.
const Protocol* mended_by(const Protocol& protocol, const std::string& mode, Role role,
                          const std::string& id);

// The attack as it went in the target's last session: A, E and B, with arrows.
std::string attack_diagram(const Protocol& protocol, const Attack& attack,
                           const CaseResult& played);

// A paragraph in lines of at most 98 columns, the second and later ones indented.
std::string wrapped(const std::string& text, std::size_t indent = 0);

// Of a document in Markdown, as plain text of at most 100 columns: what stands between its title
// and its first section; and the section whose title ends in that name (empty: there is none).
std::string document_opening(std::string_view document);
std::string document_section(std::string_view document, const std::string& name);

// Up the variants of a family: what its document says of each, the attacks that break it, as
// commands, and which later variant withstands them. With `only`, that variant alone. UsageError
// where a record has no document to quote.
std::string explain_walk(const std::vector<const Protocol*>& family,
                         const Protocol* only = nullptr);

}  // namespace assay::cli
