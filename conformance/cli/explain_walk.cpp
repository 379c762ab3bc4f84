// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>
#include <span>

#include "conformance/cli/explain.hpp"
#include "conformance/report/report.hpp"

namespace assay::cli {
namespace {

std::vector<std::string> modes_of_walk(const Protocol& protocol) {
  return protocol.modes.empty() ? std::vector<std::string>{""} : protocol.modes;
}

// An attack that shows what a variant lacks.
struct Break {
  std::string id;
  Role role;
  std::string mode;  // the first in which it does
  bool in_every_mode;
  std::vector<std::string> cells;
};

std::vector<Break> breaks_in(const Protocol& protocol, const std::string& mode) {
  std::vector<Break> all;
  for (const Cell& cell : parse_claims(protocol, mode)) {
    if (cell.claim != Claim::lacks) continue;
    const std::string& id = cell.required.front();
    auto known = std::ranges::find_if(
        all, [&](const Break& b) { return b.id == id && b.role == cell.role; });
    if (known == all.end())
      known = all.insert(all.end(), {id, cell.role, mode, protocol.modes.size() < 2, {}});
    known->cells.push_back(cell.name());
  }
  return all;
}

bool same_break(const Break& one, const Break& other) {
  return one.id == other.id && one.role == other.role;
}

std::vector<Break> breaks_of(const Protocol& protocol) {
  std::vector<Break> all;
  std::vector<int> seen;
  for (const std::string& mode : modes_of_walk(protocol)) {
    for (const Break& b : breaks_in(protocol, mode)) {
      const auto known =
          std::ranges::find_if(all, [&](const Break& k) { return same_break(k, b); });
      if (known == all.end()) {
        all.push_back(b), seen.push_back(1);
      } else {
        ++seen[static_cast<std::size_t>(known - all.begin())];
      }
    }
  }
  for (std::size_t i = 0; i < all.size(); ++i)
    all[i].in_every_mode = seen[i] == std::ssize(modes_of_walk(protocol));
  return all;
}

const Attack* attack_of(const std::vector<Attack>& attacks, const Break& b) {
  const auto found = std::ranges::find_if(
      attacks, [&](const Attack& a) { return a.id == b.id && a.role == b.role; });
  return found == attacks.end() ? nullptr : &*found;
}

using Variants = std::vector<const Protocol*>;

// Whether the same attack is one that the variant claims to withstand.
bool withstands(const Protocol& later, const std::string& mode, Role role, const std::string& id) {
  const std::vector<Cell> cells = parse_claims(later, like_mode(later, mode));
  const auto listed = [&](Claim claim) {
    return std::ranges::any_of(
        cells, [&](const Cell& c) { return c.claim == claim && c.role == role && c.lists(id); });
  };
  return listed(Claim::holds) && !listed(Claim::lacks);
}

// Whether the variant claims every cell that the attack broke.
bool claims_all(const Protocol& later, const Break& b) {
  const std::vector<Cell> cells = parse_claims(later, like_mode(later, b.mode));
  return std::ranges::all_of(b.cells, [&](const std::string& name) {
    return std::ranges::any_of(cells, [&](const Cell& c) {
      return c.name() == name && c.role == b.role && c.claim == Claim::holds;
    });
  });
}

std::string told_mending(const Variants& variants, std::size_t at, const Break& b) {
  const std::span<const Protocol* const> later(variants.begin() + static_cast<long>(at) + 1,
                                               variants.end());
  if (const Protocol* one = mended_by(*variants[at], b.mode, b.role, b.id))
    return fmt::format("      withstood by  {}\n      see it fail   {}\n", one->name,
                       attack_command(*one, like_mode(*one, b.mode), b.role, b.id));
  for (const Protocol* one : later)
    if (claims_all(*one, b)) return fmt::format("      ended by      {}\n", one->name);
  return "      withstood by  none that follows\n";
}

std::string told_break(const Variants& variants, std::size_t at, const Break& b) {
  const Protocol& protocol = *variants[at];
  const std::vector<Attack> attacks = protocol.attacks(b.mode);
  const Attack* attack = attack_of(attacks, b);
  if (attack == nullptr) return "";
  std::string out =
      "\n" +
      wrapped(fmt::format("  {} on the {}: {}", b.id, protocol.called(b.role), attack->meaning), 6);
  out += fmt::format("      lost by it    {}{}\n", fmt::join(b.cells, " "),
                     b.in_every_mode ? "" : fmt::format(" (mode {})", b.mode));
  out += fmt::format("      run it        {}\n", attack_command(protocol, b.mode, b.role, b.id));
  return out + told_mending(variants, at, b);
}

// Rows lacked by the one and not by the other, in some mode.
std::vector<std::string> rows_beyond(const Protocol& one, const Protocol& other) {
  std::set<std::string> rows;
  for (const std::string& mode : modes_of_walk(one)) {
    std::set<std::string> lacked;
    for (const Cell& c : parse_claims(other, like_mode(other, mode)))
      if (c.claim == Claim::lacks) lacked.insert(c.row);
    for (const Cell& c : parse_claims(one, mode))
      if (c.claim == Claim::lacks && !lacked.contains(c.row)) rows.insert(c.row);
  }
  std::vector<std::string> ordered = row_order();
  std::erase_if(ordered, [&](const std::string& row) { return !rows.contains(row); });
  return ordered;
}

std::string row_lines(std::string_view heading, const std::vector<std::string>& rows) {
  if (rows.empty()) return "";
  std::string out = fmt::format("{}\n", heading);
  for (const std::string& row : rows) out += fmt::format("  {} {}\n", row, row_title(row));
  return out + "\n";
}

std::string told_step(const Variants& variants, std::size_t at, std::vector<Break>& told) {
  const Protocol& protocol = *variants[at];
  const std::string heading =
      fmt::format("== {} of {}: {} ", at + 1, variants.size(), protocol.name);
  std::string out = fmt::format("\n{:=<98}\n\n", heading);
  out += document_section(protocol.document, protocol.variant());
  if (at > 0) {
    out +=
        row_lines("It keeps what the one before lacked:", rows_beyond(*variants[at - 1], protocol));
    out += row_lines("It lacks what the one before did not:",
                     rows_beyond(protocol, *variants[at - 1]));
  }
  out += "Attacks that succeed:\n";
  std::vector<std::string> known;
  for (const Break& b : breaks_of(protocol)) {
    if (std::ranges::any_of(told, [&](const Break& k) { return same_break(k, b); })) {
      if (std::ranges::find(known, b.id) == known.end()) known.push_back(b.id);
      continue;
    }
    told.push_back(b);
    out += told_break(variants, at, b);
  }
  if (!known.empty())
    out += "\n" + wrapped(fmt::format("  and, told above: {}", fmt::join(known, " ")), 6);
  return out;
}

}  // namespace

std::string like_mode(const Protocol& protocol, const std::string& mode) {
  const auto known = std::ranges::find(protocol.modes, mode);
  return known == protocol.modes.end() ? protocol.default_mode() : mode;
}

const Protocol* mended_by(const Protocol& protocol, const std::string& mode, Role role,
                          const std::string& id) {
  bool follows = false;
  for (const Protocol& one : known_protocols()) {
    if (follows && one.family() == protocol.family() && withstands(one, mode, role, id))
      return &one;
    follows |= one.name == protocol.name;
  }
  return nullptr;
}

std::string explain_walk(const std::vector<const Protocol*>& family, const Protocol* only) {
  for (const Protocol* protocol : family)
    if (document_section(protocol->document, protocol->variant()).empty())
      throw UsageError(
          fmt::format("of {} there is no walk; name a row as well: assay explain {} {}",
                      protocol->name, protocol->name, row_order().front()));
  std::string out = only == nullptr ? document_opening(family.front()->document) : "";
  out +=
      "P01 to P16 are properties that a channel should have, and P02/bound is one half of P02:\n"
      "`assay explain P02` says what each asks. What an attack loses stands beside it.\n";
  std::vector<Break> told;
  for (std::size_t at = 0; at < family.size(); ++at)
    if (only == nullptr || only == family[at]) out += told_step(family, at, told);
  const Protocol* last = only == nullptr ? family.back() : only;
  return out + fmt::format("\n`assay explain {} P03` draws what happens in a row.\n", last->name);
}

}  // namespace assay::cli
