// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>

#include "conformance/cli/explain.hpp"
#include "conformance/engine/honest_runs.hpp"
#include "conformance/options/shown.hpp"
#include "conformance/report/report.hpp"

namespace assay::cli {
namespace {

// The same bytes each time, unless a seed is given.
const std::string seed_of_explanations(64, '0');

struct Told {
  const Protocol& protocol;
  std::string mode, row;
  CheckOptions options;
};

// One attack to be told, and the cells of the row that it decides.
struct Story {
  std::string id;
  Role role;
  Claim claim;
  std::vector<const Cell*> cells;
};

void tell_once(std::vector<Story>& stories, const Cell& cell) {
  const std::string& id = cell.required.front();
  const auto known = std::ranges::find_if(
      stories, [&](const Story& s) { return s.id == id && s.role == cell.role; });
  if (known == stories.end()) {
    stories.push_back({id, cell.role, cell.claim, {&cell}});
  } else {
    known->cells.push_back(&cell);
  }
}

// What is lacked, if anything is; else what is withstood.
std::vector<Story> stories_of(const std::vector<Cell>& cells) {
  std::vector<Story> stories;
  for (const Claim claim : {Claim::lacks, Claim::holds}) {
    for (const Cell& cell : cells)
      if (cell.claim == claim) tell_once(stories, cell);
    if (!stories.empty()) break;
  }
  return stories;
}

std::string who_acts(const Protocol& protocol, const Attack& attack) {
  const std::string target = protocol.called(attack.role);
  switch (attack.attacker) {
    case Attacker::alone:
      return fmt::format("E deals with the {} as its peer would", target);
    case Attacker::relaying:
      return "E sits between A and B, and passes on what they say, but for one message";
    case Attacker::spoiling:
      return fmt::format(
          "E sits between A and B, and keeps the last message of the {} from its "
          "reader",
          target);
    case Attacker::impersonating:
      return "E sits between A and B, and is to each the other one";
    case Attacker::listening:
      return "E listens to an honest run of A and B";
    case Attacker::replaying:
      return "E sends what it has recorded, while its peer is away";
  }
  return "";
}

// Where nothing is changed the attack is in what is done with it.
std::string change_of(const CaseResult& played) {
  const std::string change = shown(played.change), none = "none: ";
  return change.starts_with(none) ? "nothing is changed: " + change.substr(none.size())
                                  : "the one change: " + change;
}

// What was seen, without the particulars of the line that follow it.
std::string in_short(const std::string& observed) {
  return shown(observed.substr(0, std::min(observed.find("; "), observed.find(": "))), 300);
}

std::string without_stop(std::string text) {
  if (text.ends_with('.')) text.pop_back();
  return text;
}

std::string lower_first(std::string text) {
  const bool letter = text.size() > 1 && (text[1] == ' ' ? text[0] != 'A' : text[1] == ',');
  const bool name =
      letter || (text.size() > 1 && std::isupper(static_cast<unsigned char>(text[1])) != 0);
  if (!text.empty() && !name)
    text[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(text[0])));
  return text;
}

std::string places_of(const Told& told, const Story& story) {
  std::vector<std::string> halves;
  for (const Cell* cell : story.cells)
    if (cell->half != "-") halves.push_back(cell->half);
  return fmt::format("as {}{}", told.protocol.called(story.role),
                     halves.empty() ? "" : fmt::format(" ({})", fmt::join(halves, ", ")));
}

const CaseResult& telling_case(const AttackResult& attack) {
  const Verdict verdict = attack.verdict();
  const auto found = std::ranges::find(attack.cases, verdict, &CaseResult::verdict);
  return found == attack.cases.end() ? attack.cases.front() : *found;
}

std::string three_sentences(const Told& told, const Story& story, const Attack& attack,
                            const CaseResult& played) {
  const bool lacks = story.claim == Claim::lacks, wins = is_finding(played.verdict);
  const std::string asked = lower_first(without_stop(row_claim(told.row))),
                    meant = lower_first(without_stop(attack.meaning));
  return wrapped(fmt::format("{} asks: {}; {} {} {} that ({}).", told.row, asked,
                             places_of(told, story), told.protocol.name, lacks ? "lacks" : "keeps",
                             story.cells.front()->why)) +
         wrapped(fmt::format("{}; {}.", who_acts(told.protocol, attack),
                             without_stop(change_of(played)))) +
         wrapped(wins ? fmt::format("It succeeds, since {}: {}.", in_short(played.observed), meant)
                      : fmt::format("It fails, {}; else: {}.", in_short(played.observed), meant));
}

std::string commands(const Told& told, const Story& story) {
  std::string out = fmt::format("run it       {}\n",
                                attack_command(told.protocol, told.mode, story.role, story.id));
  const Protocol* mends = mended_by(told.protocol, told.mode, story.role, story.id);
  if (story.claim != Claim::lacks || mends == nullptr) return out;
  return out + fmt::format("see it fail  {}\n", attack_command(*mends, like_mode(*mends, told.mode),
                                                               story.role, story.id));
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
  return fmt::format("\n{}\n\n{}\n{}\n{}", attack.name(), three_sentences(told, story, attack, one),
                     attack_diagram(told.protocol, attack, one), commands(told, story));
}

// Where the row is not the same in every mode, the reader may have come for another.
std::string other_modes(const Told& told, std::size_t lacked) {
  std::vector<std::string> differ;
  for (const std::string& mode : told.protocol.modes) {
    const std::vector<Cell> cells = parse_claims(told.protocol, mode);
    const auto count = std::ranges::count_if(
        cells, [&](const Cell& c) { return c.row == told.row && c.claim == Claim::lacks; });
    if (static_cast<std::size_t>(count) != lacked) differ.push_back(mode);
  }
  if (differ.empty()) return "";
  return fmt::format("\nIt is not so in every mode: see --mode {}\n", fmt::join(differ, ", "));
}

}  // namespace

std::string attack_command(const Protocol& protocol, const std::string& mode, Role role,
                           const std::string& id) {
  const bool usual = mode.empty() || mode == protocol.default_mode();
  return fmt::format("assay check --reference --protocol {}{}{} -k '*/{}/{}-*'", protocol.name,
                     usual ? "" : " --mode ", usual ? "" : mode, name(role), id);
}

std::string explain_cell(const Protocol& protocol, const std::string& row, const CheckOptions& of) {
  Told told{protocol, find_mode(protocol, of.mode), row, of};
  if (told.options.seed.empty()) told.options.seed = seed_of_explanations;
  std::vector<Cell> cells = parse_claims(protocol, told.mode);
  std::erase_if(cells, [&](const Cell& c) { return c.row != row; });
  if (cells.empty())
    throw UsageError(fmt::format("{} has no row {}; the rows are {}", protocol.name, shown(row, 20),
                                 fmt::join(row_order(), " ")));
  const std::string mode = told.mode.empty() ? "" : ", " + told.mode;
  std::string out = fmt::format("{}{}: {} {}\n", protocol.name, mode, row, row_title(row));
  const std::vector<Story> stories = stories_of(cells);
  if (stories.empty()) out += fmt::format("\nIt does not apply: {}.\n", cells.front().why);
  for (const Story& story : stories) out += told_story(told, story);
  const auto lacked = std::ranges::count(cells, Claim::lacks, &Cell::claim);
  return out + other_modes(told, static_cast<std::size_t>(lacked));
}

}  // namespace assay::cli
