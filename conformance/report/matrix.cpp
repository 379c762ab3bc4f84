// SPDX-License-Identifier: MIT
#include "conformance/report/matrix.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "conformance/engine/version.hpp"
#include "conformance/report/report.hpp"
#include "spec/on_paper_text.hpp"

namespace assay::matrix {
namespace {

// What a claim promises that a run of the reference shows.
const std::map<std::string, std::string> promised = {
    {"holds", "HELD"}, {"lacks", "BY DESIGN"}, {"n/a", "N/A"}};

std::string text_of(const Json& cell, const char* member) {
  return cell.at(member).get<std::string>();
}

std::string place_of(const Json& cell) {
  const std::string half = text_of(cell, "half");
  return fmt::format("{} {}{}", text_of(cell, "role"), text_of(cell, "row"),
                     half == "-" ? "" : "/" + half);
}

Json paper_cells(const Json& rows) {
  Json cells = Json::array();
  for (const auto& [row, roles] : rows.items()) {
    for (const auto& [role, halves] : roles.items()) {
      for (const auto& [half, cell] : halves.items())
        cells.push_back({{"row", row},
                         {"role", role},
                         {"half", half},
                         {"claim", cell.at("claim")},
                         {"why", cell.at("why")},
                         {"source", cell.at("source")}});
    }
  }
  return cells;
}

}  // namespace

Json column(const Report& report) {
  const Json whole = to_json(report, "--reference");
  Json cells = Json::array();
  for (const Json& c : whole.at("cells")) {
    Json cell;
    for (const char* member :
         {"row", "role", "half", "claim", "verdict", "required", "ran", "cases", "why", "reason"})
      cell[member] = c.at(member);
    cell["shown_by"] = c.at("decisive");
    cells.push_back(std::move(cell));
  }
  return {{"protocol", whole.at("protocol")},
          {"mode", whole.at("mode")},
          {"role_names", whole.at("role_names")},
          {"exit", whole.at("exit")},
          {"cells", std::move(cells)}};
}

Json of_columns(std::vector<Json> columns, const std::string& effort, const std::string& seed) {
  return {
      {"schema", "assay-matrix-1"},    {"assay", version},      {"effort", effort}, {"seed", seed},
      {"columns", std::move(columns)}, {"on_paper", on_paper()}};
}

Json on_paper() {
  Json columns = Json::array();
  const Json written = Json::parse(on_paper_text);
  for (const Json& c : written.at("columns")) {
    columns.push_back({{"protocol", c.at("name")},
                       {"setting", c.at("setting")},
                       {"cells", paper_cells(c.at("rows"))}});
  }
  return columns;
}

std::vector<std::string> differences(const Json& matrix) {
  std::vector<std::string> all;
  for (const Json& c : matrix.at("columns")) {
    for (const Json& cell : c.at("cells")) {
      const std::string verdict = text_of(cell, "verdict"), claim = text_of(cell, "claim");
      if (verdict == promised.at(claim)) continue;
      const std::string mode = mode_of(c), reason = text_of(cell, "reason");
      all.push_back(fmt::format("{}{}{} {}: claimed {}, found {}{}{}", text_of(c, "protocol"),
                                mode.empty() ? "" : " ", mode, place_of(cell), claim, verdict,
                                reason.empty() ? "" : ": ", reason));
    }
  }
  return all;
}

std::vector<std::string> rows_of(const Json& columns) {
  std::set<std::string> there;
  for (const Json& c : columns)
    for (const Json& cell : c.at("cells")) there.insert(text_of(cell, "row"));
  std::vector<std::string> rows = row_order();
  std::erase_if(rows, [&](const std::string& row) { return !there.contains(row); });
  return rows;
}

std::string mode_of(const Json& column) {
  const std::string mode = column.value("mode", "-");
  return mode == "-" ? "" : mode;
}

std::string id_of_attack(const std::string& name) {
  const std::size_t from = name.find('/') + 1;
  return name.substr(from, name.find('-', from) - from);
}

std::vector<std::string> shown_by(const Json& column, const std::string& row) {
  std::vector<std::string> ids;
  for (const Json& cell : column.at("cells")) {
    if (cell.at("row") != row) continue;
    for (const Json& name : cell.at("shown_by")) {
      const std::string id = id_of_attack(name);
      if (std::ranges::find(ids, id) == ids.end()) ids.push_back(id);
    }
  }
  return ids;
}

std::string short_row(const std::string& row) {
  if (row.front() != 'P') return row;
  return row[1] == '0' ? row.substr(2) : row.substr(1);
}

std::string command(const Json& column, const std::string& attack) {
  const std::string mode = mode_of(column);
  return fmt::format("assay check --reference --protocol {}{}{} -k '*/{}-*'",
                     text_of(column, "protocol"), mode.empty() ? "" : " --mode ", mode, attack);
}

}  // namespace assay::matrix
