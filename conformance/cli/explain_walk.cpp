// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "conformance/cli/explain.hpp"
#include "conformance/cli/explain_compare.hpp"
#include "conformance/report/report.hpp"

namespace assay::cli {
namespace {

// An attack that shows what a variant lacks, as one role.
struct Break {
  std::string id;
  Role role;
  std::vector<std::string> modes;  // in which it does
  std::vector<std::string> cells;  // in the first of them
};

bool same_break(const Break& one, const Break& other) {
  return one.id == other.id && one.role == other.role;
}

Break& break_in(std::vector<Break>& all, const Break& b) {
  const auto known = std::ranges::find_if(all, [&](const Break& k) { return same_break(k, b); });
  return known == all.end() ? *all.insert(all.end(), b) : *known;
}

std::vector<Break> breaks_of(const Protocol& protocol) {
  std::vector<Break> all;
  for (const std::string& mode : modes_or_none(protocol)) {
    for (const Cell& cell : parse_claims(protocol, mode)) {
      if (cell.claim != Claim::lacks) continue;
      Break& b = break_in(all, {cell.required.front(), cell.role, {}, {}});
      if (b.modes.empty() || b.modes.back() != mode) b.modes.push_back(mode);
      if (b.modes.size() == 1) b.cells.push_back(cell.name());
    }
  }
  return all;
}

const Attack* attack_of(const std::vector<Attack>& attacks, const Break& b) {
  const auto found = std::ranges::find_if(
      attacks, [&](const Attack& a) { return a.id == b.id && a.role == b.role; });
  return found == attacks.end() ? nullptr : &*found;
}

// What is told in one piece: an attack on one role, or on both where there is nothing to tell apart
// but the cells.
struct ToldBreak {
  std::string id, meaning, slug;
  std::vector<Role> roles;
  std::vector<std::string> modes, cells;
  Mending mending;
};

ToldBreak told_alone(const Protocol& protocol, const Break& b) {
  const std::string& mode = b.modes.front();
  const std::vector<Attack> attacks = protocol.attacks(mode);
  const Attack* attack = attack_of(attacks, b);
  return {b.id,
          attack == nullptr ? "" : attack->meaning,
          attack == nullptr ? "" : attack->slug,
          {b.role},
          b.modes,
          b.cells,
          mending_of(protocol, mode, b.role, b.id, b.cells)};
}

void join_cells(std::vector<std::string>& cells, const std::vector<std::string>& more) {
  for (const std::string& cell : more)
    if (std::ranges::find(cells, cell) == cells.end()) cells.push_back(cell);
  std::ranges::sort(cells);
}

std::vector<ToldBreak> by_attack(const Protocol& protocol, const std::vector<Break>& breaks) {
  std::vector<ToldBreak> all;
  for (const Break& b : breaks) {
    ToldBreak one = told_alone(protocol, b);
    const auto like = std::ranges::find_if(all, [&](const ToldBreak& t) {
      return t.id == one.id && t.modes == one.modes && t.mending == one.mending;
    });
    if (like == all.end()) {
      all.push_back(std::move(one));
    } else {
      like->roles.push_back(b.role);
      join_cells(like->cells, one.cells);
    }
  }
  return all;
}

std::string called_by_roles(const Protocol& protocol, const std::vector<Role>& roles) {
  std::vector<std::string> names;
  for (const Role role : roles) names.push_back("the " + protocol.called(role));
  return fmt::format("{}", fmt::join(names, " and "));
}

// Those outside the family that claim what none of it does.
std::string kept_elsewhere(const Protocol& protocol, const ToldBreak& b) {
  std::vector<std::string> keep;
  for (const Protocol& other : known_protocols()) {
    if (other.family() == protocol.family()) continue;
    const std::vector<Cell> cells = parse_claims(other, other.default_mode());
    const auto claims = [&](const std::string& name) {
      return std::ranges::any_of(
          cells, [&](const Cell& c) { return c.name() == name && c.claim == Claim::holds; });
    };
    if (std::ranges::all_of(b.cells, claims)) keep.push_back(other.name);
  }
  if (keep.empty()) return "";
  return fmt::format("      but kept by   {}\n", fmt::join(keep, " "));
}

std::string told_break(const Protocol& protocol, const ToldBreak& b) {
  std::string out = "\n" + wrapped(fmt::format("  {} on {}: {}", b.id,
                                               called_by_roles(protocol, b.roles), b.meaning),
                                   6);
  out += fmt::format("      lost by it    {}{}\n", fmt::join(b.cells, " "),
                     in_modes(protocol, b.modes));
  const std::string& mode = b.modes.front();
  out += fmt::format("      run it        {}\n", attack_command(protocol, mode, b.roles, b.id));
  out += told_mending(b.mending, mode, b.roles, b.id, "      ");
  const bool by_none = b.mending == Mending{};
  return by_none ? out + kept_elsewhere(protocol, b) : out;
}

// "L23 (cold call)".
std::string told_again(const Protocol& protocol, const std::vector<Break>& known) {
  std::vector<std::string> all;
  for (const ToldBreak& b : by_attack(protocol, known)) {
    std::string words = b.slug;
    std::ranges::replace(words, '-', ' ');
    const std::string one = fmt::format("{} ({})", b.id, words);
    if (std::ranges::find(all, one) == all.end()) all.push_back(one);
  }
  return all.empty() ? "" : fmt::format("{}", fmt::join(all, ", "));
}

std::string told_attacks(const Protocol& protocol, std::vector<Break>& told) {
  std::vector<Break> fresh, known;
  for (const Break& b : breaks_of(protocol)) {
    const bool again = std::ranges::any_of(told, [&](const Break& k) { return same_break(k, b); });
    (again ? known : fresh).push_back(b);
  }
  told.insert(told.end(), fresh.begin(), fresh.end());
  std::string out = "Attacks that succeed:\n";
  for (const ToldBreak& b : by_attack(protocol, fresh)) out += told_break(protocol, b);
  if (known.empty()) return out;
  const std::string_view begins = fresh.empty() ? "no new one; still " : "and still ";
  return out + "\n" + wrapped(fmt::format("  {}{}", begins, told_again(protocol, known)), 6);
}

std::string told_step(const std::vector<const Protocol*>& variants, std::size_t at,
                      std::vector<Break>& told) {
  const Protocol& protocol = *variants[at];
  const std::string heading =
      fmt::format("== {} of {}: {} ", at + 1, variants.size(), protocol.name);
  return fmt::format("\n{:=<98}\n\n", heading) +
         document_section(protocol.document, protocol.variant()) + told_comparison(protocol) +
         told_attacks(protocol, told);
}

constexpr std::string_view how_to_read =
    "P01 to P16 are properties that a channel should have, and P02/bound is one of the parts of "
    "P02:\n"
    "`assay explain P02` says what it asks. Under an attack stands what is lost by it, and how to\n"
    "see it. `run it` ends with BY DESIGN: the attack succeeded, as the design allows. `see it "
    "fail`\n"
    "plays the same where it is mended, and ends with `withstood`; most rows then say PARTIAL and "
    "the\n"
    "exit code is 4, for one attack alone keeps no row. `there`: what the same attack is "
    "called there.\n";

constexpr std::string_view how_to_read_ended =
    "`ended by`: from there on the row is kept, and the attack has no counterpart.\n";

}  // namespace

std::string explain_walk(const std::vector<const Protocol*>& family, const Protocol* only) {
  for (const Protocol* protocol : family)
    if (document_section(protocol->document, protocol->variant()).empty())
      throw UsageError(
          fmt::format("of {} there is no walk; name a row as well: assay explain {} {}",
                      protocol->name, protocol->name, row_order().front()));
  std::string out = only == nullptr ? document_opening(family.front()->document) : "";
  std::string steps;
  std::vector<Break> told;
  for (std::size_t at = 0; at < family.size(); ++at)
    if (only == nullptr || only == family[at]) steps += told_step(family, at, told);
  const bool ended = steps.find("      ended by ") != std::string::npos;
  out += fmt::format("{}{}{}", how_to_read, ended ? how_to_read_ended : "", steps);
  const Protocol& last = only == nullptr ? *family.back() : *only;
  return out +
         fmt::format("\n`assay explain {} {}` draws what happens in a row, and so with any.\n",
                     last.name, row_to_draw(last));
}

}  // namespace assay::cli
