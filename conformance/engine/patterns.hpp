// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <set>

#include "conformance/engine/run.hpp"

// By which attacks mutants show, kept in a file for each family (Protocol::patterns).
namespace assay {

// The ids of attacks on one end.
using Pattern = std::set<std::string>;
using Patterns = std::map<Role, Pattern>;

struct KnownMutant {
  std::string flaw;
  Patterns wins = {};
  bool operator==(const KnownMutant&) const = default;
};

struct KnownPatterns {
  // What the protocol had when they were made. Younger ones speak neither for nor against any
  // mutant, so that not every new attack makes the file stale.
  Patterns attacks = {};
  std::map<std::string, KnownMutant> mutants = {};  // by id
  bool operator==(const KnownPatterns&) const = default;
};

// By the names of protocols.
using PatternBook = std::map<std::string, KnownPatterns>;

// Throws std::invalid_argument for text that is none. Of empty text the book is empty.
PatternBook parse_patterns(std::string_view text);
std::string patterns_text(const PatternBook& book);

// Every attack that it has in any mode.
Patterns attacks_of(const Protocol& protocol);
// Whether it is told by its pattern. Ends that are wrong alike are understood by nobody else, what
// is equivalent does not show, and what single cases show, they name.
bool has_pattern(const MutantInfo& mutant);
// A sentence for each mutant that the protocol's patterns lack or word otherwise, and for each
// mutant and attack in them that is no longer there. Plays nothing.
std::vector<std::string> stale_patterns(const Protocol& protocol);

// The attacks that were decided on each end, either way.
Patterns tried_in(const Report& report);
// The attacks that succeeded on each end and broke a row there. Honest runs on row C are not among
// them, nor what crashes a target or makes it hang: that tells where, in words of its own, and may
// hang on a busy machine alone.
Patterns patterns_of(const Report& report);

Pattern in_both(const Pattern& one, const Pattern& other);

// As server.C03, the attacks tried on a mutant that come out otherwise than its pattern says;
// nothing of one that is not known. Patterns are made at quick effort, and with `more_effort` some
// attacks find what they else miss: those are not among them.
Pattern shown_otherwise(const KnownPatterns& known, const std::string& mutant,
                        const Patterns& tried, const Patterns& seen, bool more_effort);

}  // namespace assay
