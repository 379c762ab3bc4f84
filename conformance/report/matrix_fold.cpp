// SPDX-License-Identifier: MIT
#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "conformance/report/matrix.hpp"

namespace assay::matrix {
namespace {

Fold of_cell(const Json& cell) {
  static const std::map<std::string, Fold> folds = {
      {"HELD", Fold::held},     {"holds", Fold::held},         {"BY DESIGN", Fold::lacks},
      {"lacks", Fold::lacks},   {"N/A", Fold::not_applicable}, {"n/a", Fold::not_applicable},
      {"BROKEN", Fold::broken}, {"STRICTER", Fold::stricter}};
  const std::string word = cell.contains("verdict") ? cell.at("verdict") : cell.at("claim");
  const auto known = folds.find(word);
  return known == folds.end() ? Fold::open : known->second;
}

// The first of these that is there decides.
Fold worse(Fold one, Fold other) {
  for (const Fold decides : {Fold::broken, Fold::stricter, Fold::open, Fold::lacks, Fold::part,
                             Fold::held, Fold::not_applicable})
    if (one == decides || other == decides) return decides;
  return Fold::absent;
}

// What two halves come to: each of them counts.
Fold both(Fold one, Fold other) {
  const bool differ =
      (one == Fold::held && other == Fold::lacks) || (one == Fold::lacks && other == Fold::held) ||
      ((one == Fold::part || other == Fold::part) &&
       (one == Fold::held || one == Fold::lacks || other == Fold::held || other == Fold::lacks));
  return differ ? Fold::part : worse(one, other);
}

// What counts for itself. In P16 that is each role as well: either has a key of its own to hide.
std::string part_of(const Json& cell) {
  const std::string half = cell.at("half"), role = cell.at("role");
  return cell.at("row") == "P16" ? half + "/" + role : half;
}

}  // namespace

Fold fold(const Json& column, const std::string& row) {
  std::map<std::string, Fold> halves;
  for (const Json& cell : column.at("cells")) {
    if (cell.at("row") != row) continue;
    const auto [half, fresh] = halves.emplace(part_of(cell), of_cell(cell));
    if (!fresh) half->second = worse(half->second, of_cell(cell));
  }
  Fold all = Fold::absent;
  for (const auto& [half, one] : halves) all = both(all, one);
  return all;
}

std::vector<Json> shown_columns(const Json& matrix) {
  std::vector<Json> shown;
  for (const Json& c : matrix.at("columns")) {
    const bool first = shown.empty() || shown.back().at("protocol") != c.at("protocol");
    if (first) shown.push_back(c);
  }
  return shown;
}

bool differs(const Json& matrix, const Json& column, const std::string& row) {
  return std::ranges::any_of(matrix.at("columns"), [&](const Json& other) {
    return other.at("protocol") == column.at("protocol") && fold(other, row) != fold(column, row);
  });
}

}  // namespace assay::matrix
