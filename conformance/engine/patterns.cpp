// SPDX-License-Identifier: MIT
#include "conformance/engine/patterns.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <nlohmann/json.hpp>

namespace assay {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view patterns_schema = "assay-patterns-1",
                           patterns_made_by = ".ci/patterns build/release/assay";

Patterns patterns_from(const Json& j) {
  Patterns all;
  for (const Role role : {Role::server, Role::client, Role::peer})
    if (const auto ids = j.find(name(role)); ids != j.end()) all[role] = ids->get<Pattern>();
  return all;
}

Json json_of_patterns(const Patterns& patterns) {
  Json j = Json::object();
  for (const auto& [role, ids] : patterns) j[std::string(name(role))] = ids;
  return j;
}

KnownPatterns known_from(const Json& j) {
  KnownPatterns known{.attacks = patterns_from(j.at("attacks"))};
  for (const auto& [id, mutant] : j.at("mutants").items())
    known.mutants[id] = {mutant.at("flaw").get<std::string>(), patterns_from(mutant.at("wins"))};
  return known;
}

std::string text_of(const std::string& protocol, const KnownPatterns& known) {
  std::vector<std::string> lines;
  for (const auto& [id, mutant] : known.mutants) {
    const Json j = {{"flaw", mutant.flaw}, {"wins", json_of_patterns(mutant.wins)}};
    lines.push_back(fmt::format("    {}: {}", Json(id).dump(), j.dump()));
  }
  return fmt::format("  {}: {{\"attacks\": {}, \"mutants\": {{\n{}}}}}", Json(protocol).dump(),
                     json_of_patterns(known.attacks).dump(), fmt::join(lines, ",\n"));
}

// By id, the flaws of those that are told by their patterns.
std::map<std::string, std::string> flaws_of(const Protocol& protocol) {
  std::map<std::string, std::string> all;
  for (const auto& make : {protocol.mutants, protocol.systematic}) {
    if (!make) continue;
    for (const MutantInfo& m : make())
      if (has_pattern(m)) all[m.id] = m.flaw;
  }
  return all;
}

// An honest run that fails says that the target is not understood, whatever it has got wrong.
bool is_mere_honesty(const Attack& attack, const Cell& cell) {
  return cell.row == "C" && !attack.control;
}

bool names_attack(const Patterns& patterns, Role role, const std::string& id) {
  const auto ids = patterns.find(role);
  return ids != patterns.end() && ids->second.contains(id);
}

// As server.C03, those of `some` that are not in `all`.
Pattern strange(const Patterns& some, const Patterns& all) {
  Pattern strangers;
  for (const auto& [role, ids] : some)
    for (const std::string& id : ids)
      if (!names_attack(all, role, id)) strangers.insert(fmt::format("{}.{}", name(role), id));
  return strangers;
}

}  // namespace

PatternBook parse_patterns(std::string_view text) {
  if (text.empty()) return {};
  try {
    const Json file = Json::parse(text);
    if (file.at("schema").get<std::string>() != patterns_schema)
      throw std::invalid_argument(fmt::format("its schema is not {}", patterns_schema));
    PatternBook book;
    for (const auto& [protocol, known] : file.at("protocols").items())
      book[protocol] = known_from(known);
    return book;
  } catch (const std::exception& e) {
    throw std::invalid_argument(
        fmt::format("the patterns of mutants: {}; {} makes them anew", e.what(), patterns_made_by));
  }
}

// A line for each mutant, so that a difference shows whose pattern it is.
std::string patterns_text(const PatternBook& book) {
  std::vector<std::string> protocols;
  for (const auto& [protocol, known] : book) protocols.push_back(text_of(protocol, known));
  return fmt::format("{{\n\"schema\": \"{}\",\n\"made_by\": \"{}\",\n\"protocols\": {{\n{}}}\n}}\n",
                     patterns_schema, patterns_made_by, fmt::join(protocols, ",\n"));
}

Patterns attacks_of(const Protocol& protocol) {
  const auto modes = protocol.modes.empty() ? std::vector<std::string>{""} : protocol.modes;
  Patterns all;
  for (const std::string& mode : modes)
    for (const Attack& a : protocol.attacks(mode)) all[a.role].insert(a.id);
  return all;
}

bool has_pattern(const MutantInfo& mutant) {
  const bool whole = mutant.cases.empty() || mutant.cases == std::vector<std::string>{"*"};
  return whole && !mutant.alike && mutant.equivalent.empty();
}

std::vector<std::string> stale_patterns(const Protocol& protocol) {
  if (protocol.patterns.empty()) return {};
  std::vector<std::string> all;
  const auto say = [&](std::string_view what, const std::string& which) {
    all.push_back(fmt::format("the patterns of {} {} {}; {} makes them anew", protocol.name, what,
                              which, patterns_made_by));
  };
  const KnownPatterns known = parse_patterns(protocol.patterns)[protocol.name];
  const auto listed = flaws_of(protocol);
  for (const auto& [id, flaw] : listed) {
    const auto kept = known.mutants.find(id);
    if (kept == known.mutants.end())
      say("lack the mutant", id);
    else if (kept->second.flaw != flaw)
      say("have other words for the mutant", id);
  }
  const Patterns there = attacks_of(protocol);
  Pattern gone = strange(known.attacks, there);
  for (const auto& [id, mutant] : known.mutants) {
    if (!listed.contains(id)) say("have a mutant that is not listed, or needs none:", id);
    gone.merge(strange(mutant.wins, there));
  }
  for (const std::string& id : gone) say("name an attack that there is not,", id);
  return all;
}

Patterns tried_in(const Report& report) {
  Patterns tried;
  for (const AttackResult& a : report.attacks)
    if (const Verdict v = a.verdict(); v == Verdict::succeeded || v == Verdict::withstood)
      tried[a.attack->role].insert(a.attack->id);
  return tried;
}

Patterns patterns_of(const Report& report) {
  Patterns all;
  for (const CellResult& r : report.results) {
    if (r.verdict != RowVerdict::broken) continue;
    for (const AttackResult& a : report.attacks)
      if (a.verdict() == Verdict::succeeded && counts_in(*a.attack, *r.cell) &&
          !is_mere_honesty(*a.attack, *r.cell))
        all[r.cell->role].insert(a.attack->id);
  }
  return all;
}

Pattern in_both(const Pattern& one, const Pattern& other) {
  Pattern common;
  std::ranges::set_intersection(one, other, std::inserter(common, common.end()));
  return common;
}

Pattern shown_otherwise(const KnownPatterns& known, const std::string& mutant,
                        const Patterns& tried, const Patterns& seen, bool more_effort) {
  const auto kept = known.mutants.find(mutant);
  Pattern others;
  if (kept == known.mutants.end()) return others;
  for (const auto& [role, ids] : tried) {
    if (!known.attacks.contains(role)) continue;
    for (const std::string& id : in_both(ids, known.attacks.at(role))) {
      const bool won = names_attack(seen, role, id);
      if (won == names_attack(kept->second.wins, role, id) || (won && more_effort)) continue;
      others.insert(fmt::format("{}.{}", name(role), id));
    }
  }
  return others;
}

}  // namespace assay
