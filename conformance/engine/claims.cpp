// SPDX-License-Identifier: MIT
#include "conformance/engine/claims.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace assay {
namespace {

using ClaimsJson = nlohmann::ordered_json;
using Names = std::vector<std::string>;

const std::string no_such_level = "-";

[[noreturn]] void refuse_claims(const std::string& where, std::string_view what) {
  throw std::invalid_argument(fmt::format("{}: {}", where, what));
}

Claim claim_of(const std::string& word, const std::string& where) {
  for (const Claim claim : {Claim::holds, Claim::lacks, Claim::not_applicable}) {
    if (name(claim) == word) return claim;
  }
  refuse_claims(where, "claim is holds, lacks or n/a");
}

void check_attacks(const Cell& cell, const std::string& where) {
  if (cell.claim == Claim::not_applicable) {
    if (!cell.required.empty() || !cell.supplementary.empty())
      refuse_claims(where, "n/a has no attacks");
    return;
  }
  if (cell.required.empty()) refuse_claims(where, "no required attack");
  for (const std::string& id : cell.essential)
    if (std::ranges::find(cell.required, id) == cell.required.end())
      refuse_claims(where, id + " is essential, and not required");
  if (cell.claim == Claim::lacks && cell.required.size() != 1)
    refuse_claims(where, "a lack is shown by exactly one attack");
}

Cell parse_cell(const ClaimsJson& j, const std::string& row, Role role, const std::string& half) {
  const std::string where = fmt::format("{}.{}.{}", row, name(role), half);
  Cell cell{.row = row, .role = role, .half = half};
  cell.claim = claim_of(j.at("claim"), where);
  cell.why = j.at("why");
  cell.required = j.value("required", Names{});
  cell.supplementary = j.value("supplementary", Names{});
  cell.essential = j.value("essential", Names{});
  cell.note = j.value("note", "");
  check_attacks(cell, where);
  return cell;
}

bool is_role(const Protocol& protocol, const std::string& word) {
  return std::ranges::any_of(protocol.roles, [&](const auto& r) { return name(r.first) == word; });
}

void check_rows(const Protocol& protocol, const ClaimsJson& rows) {
  for (const auto& [row, roles] : rows.items()) {
    if (std::ranges::find(row_order(), row) == row_order().end())
      refuse_claims("claims of " + protocol.name, "there is no row " + row);
    for (const auto& [role, unused] : roles.items()) {
      if (!is_role(protocol, role))
        refuse_claims(row, fmt::format("{} has no role {}", protocol.name, role));
    }
  }
}

// The variant's modes, which are those of the record.
const ClaimsJson& modes_of(const Protocol& protocol, const ClaimsJson& family) {
  const std::string where = "claims of " + protocol.name;
  if (!family.contains(protocol.variant()))
    refuse_claims(where, "there is no variant " + protocol.variant());
  const ClaimsJson& modes = family.at(protocol.variant());
  const Names known = protocol.modes.empty() ? Names{no_such_level} : protocol.modes;
  for (const std::string& mode : known) {
    if (!modes.contains(mode)) refuse_claims(where, "the mode " + mode + " is missing");
  }
  for (const auto& [mode, unused] : modes.items()) {
    if (std::ranges::find(known, mode) == known.end())
      refuse_claims(where, "the protocol has no mode " + mode);
  }
  return modes;
}

// Rows that say nothing of a client, or of a server, as spec/properties.md has them.
bool is_judged_on(Role role, const std::string& row) {
  static const Names not_server = {"P03"}, not_client = {"P02", "P08", "P13", "P14", "P15"},
                     channel = {"S1", "S2", "S3", "S4"};
  const auto in = [&](const Names& rows) { return std::ranges::find(rows, row) != rows.end(); };
  if (in(channel)) return false;
  return !(role == Role::server && in(not_server)) && !(role == Role::client && in(not_client));
}

Names halves_of(const std::string& row) {
  if (row == "P16") return {"transcript", "relay"};
  if (row == "P02" || row == "P03" || row == "P07") return {"alive", "bound", "name"};
  return {no_such_level};
}

// Read once: whoever runs a thousand mutants asks for the same cells each time.
const ClaimsJson& claims_json(std::string_view text) {
  static std::map<std::string, ClaimsJson, std::less<>> read;
  static std::mutex mutex;
  const std::lock_guard lock(mutex);
  const auto known = read.find(text);
  if (known != read.end()) return known->second;
  return read.emplace(text, ClaimsJson::parse(text)).first->second;
}

}  // namespace

std::string_view name(Claim claim) {
  constexpr std::string_view names[] = {"holds", "lacks", "n/a"};
  return names[static_cast<int>(claim)];
}

bool Cell::lists(const std::string& attack) const {
  return std::ranges::find(required, attack) != required.end() ||
         std::ranges::find(supplementary, attack) != supplementary.end();
}

std::string Cell::name() const { return half == no_such_level ? row : row + "/" + half; }

const std::vector<std::string>& row_order() {
  static const std::vector<std::string> rows = {
      "P01", "P02", "P03", "P04", "P05", "P06", "P07", "P08", "P09", "P10", "P11",
      "P12", "P13", "P14", "P15", "P16", "C",   "R",   "S1",  "S2",  "S3",  "S4"};
  return rows;
}

std::vector<Cell> parse_claims(const Protocol& protocol, const std::string& mode) {
  const ClaimsJson& family = claims_json(protocol.claims);
  const ClaimsJson& rows = modes_of(protocol, family).at(mode.empty() ? no_such_level : mode);
  check_rows(protocol, rows);
  std::vector<Cell> cells;
  for (const auto& [role, called] : protocol.roles) {
    for (const std::string& row : row_order()) {
      if (!rows.contains(row) || !rows.at(row).contains(name(role))) continue;
      for (const auto& [half, cell] : rows.at(row).at(std::string(name(role))).items()) {
        cells.push_back(parse_cell(cell, row, role, half));
      }
    }
  }
  return cells;
}

std::vector<std::string> open_cells(const Protocol& protocol, const std::string& mode) {
  const std::vector<Cell> cells = parse_claims(protocol, mode);
  Names open;
  for (const auto& [role, called] : protocol.roles) {
    const auto decided = [&](const std::string& row, const std::string& half) {
      return std::ranges::any_of(cells, [&, r = role](const Cell& c) {
        const bool whole = c.half == no_such_level && c.claim == Claim::not_applicable;
        return c.row == row && c.role == r && (c.half == half || whole);
      });
    };
    for (const std::string& row : row_order()) {
      if (!is_judged_on(role, row)) continue;
      for (const std::string& half : halves_of(row)) {
        if (!decided(row, half)) open.push_back(fmt::format("{}.{}.{}", row, name(role), half));
      }
    }
  }
  return open;
}

}  // namespace assay
