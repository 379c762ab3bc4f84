// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "conformance/cli/explain_sentences.hpp"
#include "conformance/engine/honest_runs.hpp"
#include "conformance/options/shown.hpp"
#include "conformance/report/report.hpp"

namespace assay::cli {
namespace {

// The same bytes each time, unless a seed is given.
const std::string seed_of_explanations(64, '0');

void tell_once(std::vector<Story>& stories, const Cell& cell, const Telling& telling) {
  const std::string& id = telling.id.empty() ? cell.required.front() : telling.id;
  const auto known = std::ranges::find_if(
      stories, [&](const Story& s) { return s.id == id && s.role == cell.role; });
  if (known == stories.end()) {
    stories.push_back({id, cell.role, cell.claim, {&cell}, telling.loses});
  } else {
    known->cells.push_back(&cell);
  }
}

// What is lacked, if anything is. Else what is withstood, and that alone which some earlier variant
// does not withstand, if there is any.
std::vector<Story> stories_of(const Told& told, const std::vector<Cell>& cells) {
  std::vector<Story> lacked, kept;
  for (const Cell& cell : cells) {
    if (cell.claim == Claim::lacks) tell_once(lacked, cell, {});
    if (cell.claim == Claim::holds)
      tell_once(kept, cell, telling_attack(told.protocol, told.mode, cell));
  }
  if (!lacked.empty()) return lacked;
  const auto tells_nothing = [](const Story& s) { return s.lost_by == nullptr; };
  if (!std::ranges::all_of(kept, tells_nothing)) std::erase_if(kept, tells_nothing);
  return kept;
}

const CaseResult& telling_case(const AttackResult& attack) {
  const Verdict verdict = attack.verdict();
  const auto found = std::ranges::find(attack.cases, verdict, &CaseResult::verdict);
  return found == attack.cases.end() ? attack.cases.front() : *found;
}

// "1 of 3 cases succeeded (drawn: x)"; empty where there is but one.
std::string told_count(const AttackResult& attack, const CaseResult& drawn) {
  if (attack.cases.size() < 2) return "";
  const auto won = std::ranges::count_if(attack.cases,
                                         [](const CaseResult& c) { return is_finding(c.verdict); });
  return fmt::format("{} of {} cases succeeded (drawn: {})\n",
                     won == 0 ? "none" : std::to_string(won), attack.cases.size(),
                     shown(drawn.slug, 60));
}

std::string told_commands(const Told& told, const Story& story) {
  std::string out = fmt::format("run it        {}\n",
                                attack_command(told.protocol, told.mode, {story.role}, story.id));
  if (story.lost_by != nullptr)
    out += fmt::format("see it win    {}\n",
                       attack_command(*story.lost_by, like_mode(*story.lost_by, told.mode),
                                      {story.role}, story.id));
  if (story.claim != Claim::lacks) return out;
  std::vector<std::string> cells;
  for (const Cell* cell : story.cells) cells.push_back(cell->name());
  return out + told_mending(mending_of(told.protocol, told.mode, story.role, story.id, cells),
                            told.mode, {story.role}, story.id, "");
}

std::string told_story(const Told& told, const Story& story) {
  RunOptions options = run_options(told.options);
  options.mode = told.mode;
  options.roles = {story.role};
  options.cases = {fmt::format("{}/{}/{}-*", told.protocol.name, name(story.role), story.id)};
  const Report report = run_on({.reference = true}, told.protocol, options);
  const auto played = std::ranges::find_if(
      report.attacks, [&](const AttackResult& a) { return a.attack->id == story.id; });
  if (played == report.attacks.end() || played->cases.empty())
    return fmt::format("{} did not run.\n", story.id);
  const CaseResult& one = telling_case(*played);
  const Attack& attack = *played->attack;
  const NamesOfCast names = names_of_cast(told.protocol, attack, options);
  return fmt::format("\n{}\n{}\n{}\n{}\n{}", attack.name(), told_count(*played, one),
                     three_sentences(told, story, attack, names, one),
                     attack_diagram(told.protocol, attack, one, names), told_commands(told, story));
}

// Where the row is not the same in every mode, the reader may have come for another.
std::string other_modes(const Told& told, const std::string& row) {
  const auto lacked_in = [&](const std::string& mode) {
    return std::ranges::count_if(parse_claims(told.protocol, mode), [&](const Cell& c) {
      return c.row == row && c.claim == Claim::lacks;
    });
  };
  std::vector<std::string> differ;
  for (const std::string& mode : told.protocol.modes)
    if (lacked_in(mode) != lacked_in(told.mode)) differ.push_back(mode);
  if (differ.empty()) return "";
  return fmt::format("It is not so in every mode: see --mode {}\n", fmt::join(differ, ", "));
}

std::string told_heading(const Told& told, const std::string& what, const std::string& title) {
  const std::string mode = told.mode.empty() ? "" : ", " + told.mode;
  return fmt::format("{}{}: {} {}\n", told.protocol.name, mode, what, title);
}

Told told_of(const Protocol& protocol, const CheckOptions& of, const std::string& mode) {
  Told told{protocol, mode, of};
  if (told.options.seed.empty()) told.options.seed = seed_of_explanations;
  return told;
}

// The first row that it decides, a lacked one before others; its other rows are only named.
Story story_of(const std::vector<Cell>& cells, const Attack& attack) {
  Story story{attack.id, attack.role, Claim::holds, {}};
  for (const Claim claim : {Claim::lacks, Claim::holds}) {
    for (const Cell& c : cells)
      if (c.claim == claim && counts_in(attack, c) && (story.cells.empty() || story.row() == c.row))
        story.cells.push_back(&c), story.claim = claim;
    if (!story.cells.empty()) break;
  }
  return story;
}

std::string told_attack(const Told& told, const std::vector<Cell>& cells, const Attack& attack) {
  Story story = story_of(cells, attack);
  if (story.cells.empty()) return "";
  for (const Cell* cell : story.cells)
    if (const Telling telling = telling_attack(told.protocol, told.mode, *cell);
        story.claim == Claim::holds && telling.id == story.id)
      story.lost_by = telling.loses;
  std::vector<std::string> rows;
  for (const Cell& c : cells)
    if (counts_in(attack, c) && c.claim != Claim::not_applicable) rows.push_back(c.name());
  return told_story(told, story) + fmt::format("decides       {}\n", fmt::join(rows, " "));
}

}  // namespace

std::string attack_command(const Protocol& protocol, const std::string& mode,
                           const std::vector<Role>& roles, const std::string& id) {
  const bool usual = mode.empty() || mode == protocol.default_mode();
  const std::string role = roles.size() == 1 ? fmt::format("{}/", name(roles.front())) : "";
  return fmt::format("assay check --reference --protocol {}{}{} -k '*/{}{}-*'", protocol.name,
                     usual ? "" : " --mode ", usual ? "" : mode, role, id);
}

std::string explain_cell(const Protocol& protocol, const std::string& row, const CheckOptions& of) {
  const Told told = told_of(protocol, of, find_mode(protocol, of.mode));
  std::vector<Cell> cells = parse_claims(protocol, told.mode);
  std::erase_if(cells, [&](const Cell& c) { return c.row != row && c.name() != row; });
  if (cells.empty())
    throw UsageError(fmt::format(
        "{} has no row or attack {}; the rows are {}; `assay list cases --protocol {}` names the "
        "attacks",
        protocol.name, shown(row, 20), fmt::join(row_order(), " "), protocol.name));
  std::string out =
      told_heading(told, row, row_title(cells.front().row)) + other_modes(told, cells.front().row);
  const std::vector<Story> stories = stories_of(told, cells);
  if (stories.empty()) out += fmt::format("\nIt does not apply: {}.\n", cells.front().why);
  for (const Story& story : stories) out += told_story(told, story);
  return out;
}

std::string explain_attack_on(const Protocol& protocol, const std::string& attack,
                              const CheckOptions& of) {
  std::vector<std::string> modes = protocol.modes;
  if (modes.empty() || !of.mode.empty()) modes = {find_mode(protocol, of.mode)};
  for (const std::string& mode : modes) {
    const Told told = told_of(protocol, of, mode);
    const std::vector<Cell> cells = parse_claims(protocol, mode);
    std::string out;
    for (const Attack& a : protocol.attacks(mode))
      if (names_attack(attack, a, protocol)) out += told_attack(told, cells, a);
    if (!out.empty()) return told_heading(told, "attack", attack) + out;
  }
  return "";
}

}  // namespace assay::cli
