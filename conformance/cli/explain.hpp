// SPDX-License-Identifier: MIT
#pragma once

#include <map>

#include "conformance/cli/commands.hpp"

namespace assay::cli {

// What happens in a row of one protocol: for each attack that shows a lack, else for each that an
// earlier variant did not withstand and this one does, else for the first: three sentences and a
// diagram, from a run of the reference. UsageError where it has no such row.
std::string explain_cell(const Protocol& protocol, const std::string& row, const CheckOptions& of);

// The same of one attack, in the mode of the options or in the first that has it; empty where there
// is no such attack.
std::string explain_attack_on(const Protocol& protocol, const std::string& attack,
                              const CheckOptions& of);

// C24, server/C24-not-admitted, FAMILY/C24, PROTOCOL/server/C24-not-admitted and that with /case
// all name an attack.
bool names_attack(const std::string& what, const Attack& a, const Protocol& protocol);

// What runs one attack on the reference, at these roles; without the mode where it is the default
// one.
std::string attack_command(const Protocol& protocol, const std::string& mode,
                           const std::vector<Role>& roles, const std::string& id);

// The mode of another variant that a mode is compared with: the same, where it has it.
std::string like_mode(const Protocol& protocol, const std::string& mode);

// The variant that this one changes; null: none.
const Protocol* changed_by(const Protocol& protocol);

// Of attacks on the cells named (P02/bound) of a variant: the later one that claims to withstand
// the same attack, one that gives up nothing for it if there is any; `ends` where the attack has no
// counterpart: the first later one that claims the cells. Null: none that follows.
struct Mending {
  const Protocol *withstands = nullptr, *ends = nullptr;
  std::string there = {};  // the attack's id there, where it is another
  bool operator==(const Mending&) const = default;
};
Mending mending_of(const Protocol& protocol, const std::string& mode, Role role,
                   const std::string& id, const std::vector<std::string>& cells);
// In lines, each behind `margin`.
std::string told_mending(const Mending& mending, const std::string& mode,
                         const std::vector<Role>& roles, const std::string& id,
                         const std::string& margin);

// The nearest variant that this one came from which loses the row, as that role, to an attack that
// this one claims to withstand in the cell; null: none does.
struct Telling {
  const Protocol* loses = nullptr;
  std::string id = {};
};
Telling telling_attack(const Protocol& protocol, const std::string& mode, const Cell& cell);

// Whose each name is: A, B or E.
using NamesOfCast = std::map<Bytes, std::string>;
NamesOfCast names_of_cast(const Protocol& protocol, const Attack& attack,
                          const RunOptions& options);

// What an end came to, in the words of a transcript, for a reader: "done with E".
std::string told_event(const Protocol& protocol, const NamesOfCast& names, const std::string& text);

// Whom the client's end calls; it stands among what the other end came to, whichever it is.
bool tells_the_call(const Entry& entry);

// "nothing is changed: ..." where the change is none.
std::string change_in_words(const CaseResult& played);

// Where E stands in a case. Where nothing is changed, nobody plays an end.
Attacker attacker_in(const Attack& attack, const CaseResult& played);

// The session whose messages are drawn; 0: there is none.
int last_session(const Transcript& transcript);

// The attack as it went in the target's last session: A, E and B, with arrows.
std::string attack_diagram(const Protocol& protocol, const Attack& attack, const CaseResult& played,
                           const NamesOfCast& names);

// A paragraph in lines of at most 98 columns, the second and later ones indented.
std::string wrapped(const std::string& text, std::size_t indent = 0);

// Of a document in Markdown, as plain text of at most 100 columns: what stands between its title
// and its first section; and the section whose title ends in that name (empty: there is none).
std::string document_opening(std::string_view document);
std::string document_section(std::string_view document, const std::string& name);

// Up the variants of a family: what its document says of each, what it gains and loses against the
// one that it changes, the attacks that break it, as commands, and which later variant withstands
// them. With `only`, that variant alone. UsageError where a record has no document to quote.
std::string explain_walk(const std::vector<const Protocol*>& family,
                         const Protocol* only = nullptr);

}  // namespace assay::cli
