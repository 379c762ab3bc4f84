// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "conformance/report/matrix.hpp"

namespace assay::matrix {
namespace {

std::string sign_in_markdown(Fold f) {
  static const std::map<Fold, std::string> signs = {
      {Fold::held, "✔"},   {Fold::lacks, "○"},    {Fold::part, "◐"}, {Fold::not_applicable, "·"},
      {Fold::broken, "✗"}, {Fold::stricter, "↑"}, {Fold::open, "?"}, {Fold::absent, ""}};
  return signs.at(f);
}

std::string letter_in_markdown(Fold f) {
  static const std::map<Fold, std::string> letters = {
      {Fold::held, "y"},           {Fold::lacks, "n"}, {Fold::part, "~"},
      {Fold::not_applicable, "-"}, {Fold::open, "?"},  {Fold::absent, ""}};
  return letters.at(f);
}

std::string markdown_row(const std::vector<std::string>& cells) {
  return fmt::format("| {} |\n", fmt::join(cells, " | "));
}

std::vector<std::string> run_cells(const Json& m, const Json& c,
                                   const std::vector<std::string>& rows) {
  std::vector<std::string> cells = {fmt::format("`{}`", c.at("protocol").get<std::string>())};
  for (const std::string& row : rows)
    cells.push_back(sign_in_markdown(fold(c, row)) + (differs(m, c, row) ? "\\*" : ""));
  return cells;
}

std::vector<std::string> paper_row(const Json& c, const std::vector<std::string>& rows) {
  std::vector<std::string> cells = {
      fmt::format("*{}, on paper*", c.at("protocol").get<std::string>())};
  for (const std::string& row : rows) {
    const std::string letter = letter_in_markdown(fold(c, row));
    cells.push_back(letter.empty() ? "" : fmt::format("*{}*", letter));
  }
  return cells;
}

// The rows that each attack decides, in the order in which it is met.
std::string lacks_line(const Json& c) {
  std::vector<std::pair<std::string, std::vector<std::string>>> by_attack;
  for (const std::string& row : rows_of(Json::array({c}))) {
    for (const std::string& id : shown_by(c, row)) {
      const auto known =
          std::ranges::find(by_attack, id, [](const auto& one) { return one.first; });
      if (known == by_attack.end()) {
        by_attack.push_back({id, {row}});
      } else {
        known->second.push_back(row);
      }
    }
  }
  std::vector<std::string> parts;
  for (const auto& [id, rows] : by_attack)
    parts.push_back(fmt::format("{} {}", id, fmt::join(rows, " ")));
  return fmt::format("{}", fmt::join(parts, "; "));
}

// A mode that loses by the same attacks as the protocol's first is not told again.
std::string what_shows(const Json& m) {
  std::string out, of, first;
  for (const Json& c : m.at("columns")) {
    const std::string protocol = c.at("protocol"), mode = mode_of(c), lacks = lacks_line(c);
    const bool fresh = protocol != of;
    if (fresh) of = protocol, first = lacks;
    if (lacks.empty() || (!fresh && lacks == first)) continue;
    out += fmt::format("- `{}{}{}`: {}\n", protocol, fresh ? "" : " --mode ", fresh ? "" : mode,
                       lacks);
  }
  return out;
}

}  // namespace

std::string to_markdown(const Json& matrix) {
  const std::vector<Json> columns = shown_columns(matrix);
  const std::vector<std::string> rows = rows_of(columns);
  std::vector<std::string> heads = {""};
  for (const std::string& row : rows) heads.push_back(short_row(row));
  std::string out =
      markdown_row(heads) + markdown_row(std::vector<std::string>(heads.size(), "---"));
  for (const Json& c : columns) out += markdown_row(run_cells(matrix, c, rows));
  for (const Json& c : matrix.at("on_paper")) out += markdown_row(paper_row(c, rows));
  return out +
         "\n✔ held against every attack that the claims require · ○ lacked by design, and an "
         "attack "
         "showed it · ◐ some parts held, others lacked · `·` does not apply · blank: no such row · "
         "✗ broken · \\* "
         "another mode differs. *On paper*: argued from the documents, not run: y holds, n lacks, "
         "~ "
         "in part, ? left open.\n"
         "\n<details><summary>The attack that shows each lack</summary>\n\n" +
         what_shows(matrix) + "\n</details>\n";
}

}  // namespace assay::matrix
