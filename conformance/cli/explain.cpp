// SPDX-License-Identifier: MIT
#include "conformance/cli/explain.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstdio>
#include <map>

#include "conformance/cli/output.hpp"
#include "conformance/engine/honest_runs.hpp"
#include "conformance/report/report.hpp"

namespace assay::cli {
namespace {

std::string cell_text(const Protocol& protocol, const Cell& c) {
  const std::string part = c.half == "-" ? "" : fmt::format(" ({})", c.half);
  const std::string who = fmt::format("\nAs {}{}:", protocol.called(c.role), part);
  if (c.claim == Claim::not_applicable) return fmt::format("{} not applicable: {}\n", who, c.why);
  std::string out =
      fmt::format("{} the design {} it ({}).\n  required attacks: {}\n", who,
                  c.claim == Claim::lacks ? "LACKS" : "claims", c.why, fmt::join(c.required, " "));
  if (!c.supplementary.empty()) {
    out += fmt::format("  where they can run: {}\n", fmt::join(c.supplementary, " "));
  }
  if (!c.note.empty()) out += "  note: " + c.note + "\n";
  return out;
}

std::string explain_row(const std::string& row, const CheckOptions& of) {
  std::string out = row_section(row);
  for (const Protocol* protocol : matching_protocols(of.protocol)) {
    out += fmt::format("\nIn {}:\n", protocol->name);
    for (const Cell& c : parse_claims(*protocol, find_mode(*protocol, of.mode))) {
      if (c.row == row) out += cell_text(*protocol, c);
    }
  }
  return out;
}

std::string explain_attack(const Attack& a, const Protocol& protocol, const std::string& mode) {
  std::vector<std::string> cells;
  for (const Cell& c : parse_claims(protocol, mode)) {
    if (counts_in(a, c)) cells.push_back(c.name());
  }
  const std::string twin = a.twin.empty() ? "" : fmt::format("  twin             {}\n", a.twin);
  return fmt::format(
      "{}\n  if it succeeds   {}\n  a sound target   {}\n  spec             {}\n  usual cause      "
      "{}\n  counts for       {}\n  needs            {}\n{}",
      a.name(), a.meaning, a.expected, a.spec, a.likely, fmt::join(cells, " "),
      a.needs.empty() ? "nothing beyond a session" : fmt::format("{}", fmt::join(a.needs, " ")),
      twin);
}

std::string explain_attacks(const std::string& what, const Protocol& protocol,
                            const std::string& mode) {
  std::string out;
  for (const Attack& a : catalogue(protocol, {.mode = mode})) {
    if (names_attack(what, a, protocol)) out += explain_attack(a, protocol, mode);
  }
  return out;
}

// Of each family the first protocol that has what was named: its variants share their ids.
std::map<std::string, std::string> explain_by_family(const std::string& what,
                                                     const CheckOptions& of) {
  std::map<std::string, std::string> found;
  const bool everywhere = of.protocol.empty() && of.mode.empty();
  for (const Protocol* protocol : matching_protocols(everywhere ? "*" : of.protocol)) {
    if (found.contains(protocol->family())) continue;
    const std::string text = explain_attacks(what, *protocol, find_mode(*protocol, of.mode));
    if (!text.empty()) found.emplace(protocol->family(), text);
  }
  return found;
}

// "; did you mean FAMILY/x?" of x.
std::string meant_variant(const std::string& what) {
  for (const Protocol& protocol : known_protocols())
    if (protocol.variant() == what) return fmt::format("; did you mean {}?", protocol.name);
  return "";
}

std::string one_family(const std::string& what, const std::map<std::string, std::string>& found) {
  if (found.size() == 1) return found.begin()->second;
  if (found.empty()) {
    throw UsageError(
        fmt::format("there is no row or attack {}{}; the rows are {}; `assay list cases` "
                    "names the attacks",
                    what, meant_variant(what), fmt::join(row_order(), " ")));
  }
  std::vector<std::string> qualified;
  for (const auto& [family, text] : found) qualified.push_back(family + "/" + what);
  throw UsageError(fmt::format("several protocols have an attack {}; name one: {}", what,
                               fmt::join(qualified, ", ")));
}

// Those that a name means: one protocol, or all variants of a family.
std::vector<const Protocol*> protocols_named(const std::string& name) {
  std::vector<const Protocol*> found;
  for (const Protocol& protocol : known_protocols())
    if (protocol.name == name || protocol.family() == name) found.push_back(&protocol);
  return found;
}

std::string explain_in_protocol(const std::string& protocol, const std::string& row,
                                const CheckOptions& of) {
  const std::vector<const Protocol*> named = protocols_named(protocol);
  if (named.size() == 1) {
    const std::string attack = explain_attack_on(*named.front(), row, of);
    return attack.empty() ? explain_cell(*named.front(), row, of) : attack;
  }
  if (named.empty()) find_protocol(protocol);
  throw UsageError(
      fmt::format("{} has several variants; name one, as in {}", protocol, named.front()->name));
}

}  // namespace

bool names_attack(const std::string& what, const Attack& a, const Protocol& protocol) {
  const std::string full = protocol.name + "/" + a.name();
  return what == a.id || what == a.name() || what == protocol.family() + "/" + a.id ||
         what == full || what.starts_with(full + "/");
}

int explain(const std::vector<std::string>& words, const CheckOptions& of) {
  const std::string& what = words.front();
  if (words.size() > 1) {
    say(explain_in_protocol(what, words.at(1), of));
    return 0;
  }
  if (const auto named = protocols_named(what); !named.empty()) {
    const Protocol* only = named.front()->name == what ? named.front() : nullptr;
    say(explain_walk(protocols_named(named.front()->family()), only));
    return 0;
  }
  const bool is_row = std::ranges::find(row_order(), what) != row_order().end();
  const std::string out =
      is_row ? explain_row(what, of) : one_family(what, explain_by_family(what, of));
  say(out);
  return 0;
}

}  // namespace assay::cli
