// SPDX-License-Identifier: MIT
#include "conformance/cli/explain_compare.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

#include "conformance/cli/explain.hpp"
#include "conformance/report/report.hpp"

namespace assay::cli {
namespace {

// What is claimed of a row's part over all roles: lacked where one lacks it.
using Fates = std::map<std::string, Claim>;  // by "P02/bound"

Fates fates_in(const Protocol& protocol, const std::string& mode) {
  Fates fates;
  for (const Cell& c : parse_claims(protocol, like_mode(protocol, mode))) {
    const auto [at, fresh] = fates.emplace(c.name(), c.claim);
    if (!fresh && (c.claim == Claim::lacks || at->second == Claim::not_applicable))
      at->second = c.claim;
  }
  return fates;
}

Claim fate_of(const Fates& fates, const std::string& part) {
  const auto at = fates.find(part);
  return at == fates.end() ? Claim::not_applicable : at->second;
}

// Parts of rows, and the modes in which they changed alike.
using PartChanges = std::map<std::string, std::vector<std::string>>;

PartChanges changes_between(const Protocol& from, const Protocol& to, Claim before, Claim after) {
  PartChanges all;
  for (const std::string& mode : modes_or_none(to)) {
    const Fates old = fates_in(from, mode), now = fates_in(to, mode);
    for (const auto& [part, claim] : now)
      if (claim == after && fate_of(old, part) == before) all[part].push_back(mode);
  }
  return all;
}

std::string part_of_row(const std::string& name) {
  const std::size_t slash = name.find('/');
  return slash == std::string::npos ? "" : name.substr(slash + 1);
}

std::size_t parts_in(const Protocol& protocol, const std::string& row) {
  const Fates fates = fates_in(protocol, protocol.default_mode());
  return static_cast<std::size_t>(std::ranges::count_if(
      fates, [&](const auto& one) { return one.first.substr(0, one.first.find('/')) == row; }));
}

// The parts of one row that changed in the same modes stand in one line.
std::string told_row(const Protocol& protocol, const std::string& row, const PartChanges& changed) {
  std::map<std::vector<std::string>, std::vector<std::string>> parts_by_modes;
  for (const auto& [name, modes] : changed)
    if (name.substr(0, name.find('/')) == row) parts_by_modes[modes].push_back(part_of_row(name));
  std::string out;
  for (const auto& [modes, parts] : parts_by_modes) {
    const bool whole = parts.size() == parts_in(protocol, row);
    out += fmt::format("  {} {}{}{}\n", row, row_title(row),
                       whole ? "" : fmt::format(", {}", fmt::join(parts, " and ")),
                       in_modes(protocol, modes));
  }
  return out;
}

std::string told_changes(const Protocol& protocol, const std::string& heading,
                         const PartChanges& changed) {
  if (changed.empty()) return "";
  std::string out = heading + ":\n";
  for (const std::string& row : row_order()) out += told_row(protocol, row, changed);
  return out + "\n";
}

}  // namespace

std::vector<std::string> modes_or_none(const Protocol& protocol) {
  return protocol.modes.empty() ? std::vector<std::string>{""} : protocol.modes;
}

std::string in_modes(const Protocol& protocol, const std::vector<std::string>& modes) {
  if (modes.size() == modes_or_none(protocol).size()) return "";
  std::vector<std::string> others = protocol.modes;
  std::erase_if(others, [&](const std::string& mode) {
    return std::ranges::find(modes, mode) != modes.end();
  });
  if (others.size() == 1) return fmt::format(" (not in the mode {})", others.front());
  return fmt::format(" (in the mode {} alone)", fmt::join(modes, ", "));
}

std::string told_comparison(const Protocol& protocol) {
  const Protocol* from = changed_by(protocol);
  if (from == nullptr) return "";
  const std::string against = "Against " + from->name;
  const std::string gains =
      told_changes(protocol, against + " it gains",
                   changes_between(*from, protocol, Claim::lacks, Claim::holds));
  const std::string loses =
      told_changes(protocol, against + " it loses",
                   changes_between(*from, protocol, Claim::holds, Claim::lacks));
  const std::string unasked =
      told_changes(protocol, "It lacks what " + from->name + " is not asked for",
                   changes_between(*from, protocol, Claim::not_applicable, Claim::lacks));
  if ((gains + loses + unasked).empty()) return against + " it gains no row and loses none.\n\n";
  return gains + loses + unasked;
}

std::string row_to_draw(const Protocol& protocol) {
  PartChanges changed;
  if (const Protocol* from = changed_by(protocol))
    changed = changes_between(*from, protocol, Claim::lacks, Claim::holds);
  const std::string mode = protocol.default_mode();
  std::erase_if(changed, [&](const auto& one) {
    return std::ranges::find(one.second, mode) == one.second.end();
  });
  if (!changed.empty()) return changed.begin()->first.substr(0, changed.begin()->first.find('/'));
  for (const Cell& cell : parse_claims(protocol, mode))
    if (cell.claim == Claim::lacks) return cell.row;
  return row_order().front();
}

}  // namespace assay::cli
