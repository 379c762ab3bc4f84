// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "conformance/cli/explain.hpp"

namespace assay::cli {
namespace {

using Variants = std::vector<const Protocol*>;

Variants that_follow(const Protocol& protocol) {
  Variants later;
  bool follows = false;
  for (const Protocol& one : known_protocols()) {
    if (follows && one.family() == protocol.family()) later.push_back(&one);
    follows |= one.name == protocol.name;
  }
  return later;
}

bool comes_from(const Protocol& later, const Protocol& earlier) {
  const Protocol* one = changed_by(later);
  while (one != nullptr && one->name != earlier.name) one = changed_by(*one);
  return one != nullptr;
}

bool any_cell(const Protocol& protocol, const std::string& mode, const auto& holds) {
  return std::ranges::any_of(parse_claims(protocol, like_mode(protocol, mode)), holds);
}

bool lists_as(const Protocol& one, const std::string& mode, Claim claim, Role role,
              const std::string& id) {
  return any_cell(one, mode,
                  [&](const Cell& c) { return c.claim == claim && c.role == role && c.lists(id); });
}

// Whether the same attack is one that the variant claims to withstand.
bool withstands(const Protocol& later, const std::string& mode, Role role, const std::string& id) {
  return lists_as(later, mode, Claim::holds, role, id) &&
         !lists_as(later, mode, Claim::lacks, role, id);
}

// The same attack's id on another variant: what it does is told by its slug.
std::string id_there(const Protocol& here, const Protocol& there, const std::string& mode,
                     Role role, const std::string& id) {
  std::string slug;
  for (const Attack& a : here.attacks(like_mode(here, mode)))
    if (a.role == role && a.id == id) slug = a.slug;
  for (const Attack& a : there.attacks(like_mode(there, mode)))
    if (a.role == role && a.slug == slug) return a.id;
  return "";
}

// Whether each part of a row that the variant lacks is lacked by the other, as whatever role, or is
// not asked of it.
bool gives_up_nothing(const Protocol& later, const Protocol& earlier, const std::string& mode) {
  return !any_cell(later, mode, [&](const Cell& c) {
    return c.claim == Claim::lacks && !any_cell(earlier, mode, [&](const Cell& before) {
             const bool lacked = before.claim == Claim::lacks && before.half == c.half,
                        unasked = before.claim == Claim::not_applicable && before.role == c.role;
             return before.row == c.row && (lacked || unasked);
           });
  });
}

bool claims_all(const Protocol& later, const std::string& mode, Role role,
                const std::vector<std::string>& cells) {
  return std::ranges::all_of(cells, [&](const std::string& name) {
    return any_cell(later, mode, [&](const Cell& c) {
      return c.name() == name && c.role == role && c.claim == Claim::holds;
    });
  });
}

const Protocol* first_of(const Variants& variants, const auto& is_right) {
  const auto found = std::ranges::find_if(variants, is_right);
  return found == variants.end() ? nullptr : *found;
}

// Of the ancestor's cells those that lie in the same row and, if `same_half`, in the same half.
std::string lost_there(const Protocol& ancestor, const std::string& mode, const Cell& cell,
                       bool same_half) {
  for (const Cell& c : parse_claims(ancestor, like_mode(ancestor, mode))) {
    const bool there = c.claim == Claim::lacks && c.row == cell.row && c.role == cell.role &&
                       (!same_half || c.half == cell.half);
    if (there && std::ranges::find(cell.required, c.required.front()) != cell.required.end())
      return c.required.front();
  }
  return "";
}

}  // namespace

std::string like_mode(const Protocol& protocol, const std::string& mode) {
  const auto known = std::ranges::find(protocol.modes, mode);
  return known == protocol.modes.end() ? protocol.default_mode() : mode;
}

const Protocol* changed_by(const Protocol& protocol) {
  return protocol.changes.empty() ? nullptr : &find_protocol(protocol.changes);
}

Mending mending_of(const Protocol& protocol, const std::string& mode, Role role,
                   const std::string& id, const std::vector<std::string>& cells) {
  const Variants later = that_follow(protocol);
  const auto mends = [&](const Protocol* one) { return withstands(*one, mode, role, id); };
  const auto purely = [&](const Protocol* one) {
    return mends(one) && comes_from(*one, protocol) && gives_up_nothing(*one, protocol, mode);
  };
  if (const Protocol* one = first_of(later, purely)) return {.withstands = one};
  if (const Protocol* one = first_of(later, mends)) return {.withstands = one};
  for (const Protocol* one : later)
    if (const std::string there = id_there(protocol, *one, mode, role, id);
        withstands(*one, mode, role, there))
      return {.withstands = one, .there = there};
  return {.ends = first_of(
              later, [&](const Protocol* one) { return claims_all(*one, mode, role, cells); })};
}

std::string told_mending(const Mending& mending, const std::string& mode,
                         const std::vector<Role>& roles, const std::string& id,
                         const std::string& margin) {
  if (mending.ends != nullptr)
    return fmt::format("{}ended by      {}\n", margin, mending.ends->name);
  const Protocol* one = mending.withstands;
  if (one == nullptr) return fmt::format("{}withstood by  none that follows\n", margin);
  const std::string& there = mending.there;
  return fmt::format(
      "{}withstood by  {}{}\n{}see it fail   {}\n", margin, one->name,
      there.empty() ? "" : fmt::format(" (there {})", there), margin,
      attack_command(*one, like_mode(*one, mode), roles, there.empty() ? id : there));
}

Telling telling_attack(const Protocol& protocol, const std::string& mode, const Cell& cell) {
  for (const bool same_half : {true, false})
    for (const Protocol* one = changed_by(protocol); one != nullptr; one = changed_by(*one))
      if (const std::string id = lost_there(*one, mode, cell, same_half); !id.empty())
        return {one, id};
  return {};
}

}  // namespace assay::cli
