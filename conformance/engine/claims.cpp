// SPDX-License-Identifier: MIT
#include "conformance/engine/claims.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace assay {
namespace {

using Json = nlohmann::json;

Cell parse_cell(const Json& j, const std::string& row, Role role, const std::string& half) {
  Cell cell{.row = row, .role = role, .half = half};
  const std::string claim = j.at("claim");
  cell.lacks = claim == "lacks";
  cell.why = j.at("why");
  cell.required = j.at("required").get<std::vector<std::string>>();
  cell.supplementary = j.value("supplementary", std::vector<std::string>{});
  cell.note = j.value("note", "");
  const std::string where = row + "." + std::string(name(role)) + "." + half;
  if (!cell.lacks && claim != "holds")
    throw std::invalid_argument(where + ": claim is holds or lacks");
  if (cell.required.empty()) throw std::invalid_argument(where + ": no required attack");
  if (cell.lacks && cell.required.size() != 1) {
    throw std::invalid_argument(where + ": a lack is shown by exactly one attack");
  }
  return cell;
}

}  // namespace

bool Cell::lists(const std::string& attack) const {
  return std::ranges::find(required, attack) != required.end() ||
         std::ranges::find(supplementary, attack) != supplementary.end();
}

std::string Cell::name() const { return half == "all" ? row : row + "/" + half; }

const std::vector<std::string>& row_order() {
  static const std::vector<std::string> rows = {
      "P01", "P02", "P03", "P04", "P05", "P06", "P07", "P08", "P09", "P10", "P11",
      "P12", "P13", "P14", "P15", "P16", "C",   "R",   "S1",  "S2",  "S3",  "S4"};
  return rows;
}

std::vector<Cell> parse_claims(const std::string& json_text, const std::string& protocol) {
  const Json rows = nlohmann::ordered_json::parse(json_text).at(protocol);
  for (const auto& [row, unused] : rows.items()) {
    if (std::ranges::find(row_order(), row) == row_order().end()) {
      throw std::invalid_argument("claims.json: there is no row " + row);
    }
  }
  std::vector<Cell> cells;
  for (const Role role : {Role::server, Role::client}) {
    for (const std::string& row : row_order()) {
      if (!rows.contains(row) || !rows.at(row).contains(name(role))) continue;
      for (const auto& [half, cell] : rows.at(row).at(std::string(name(role))).items()) {
        cells.push_back(parse_cell(cell, row, role, half));
      }
    }
  }
  return cells;
}

}  // namespace assay
