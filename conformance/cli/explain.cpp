// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstdio>

#include "conformance/cli/commands.hpp"
#include "conformance/report/report.hpp"

namespace assay::cli {
namespace {

std::string cell_text(const Cell& c) {
  std::string out =
      fmt::format("\nAs {} ({}): the design {} it ({}).\n  required attacks: {}\n", name(c.role),
                  c.half, c.lacks ? "LACKS" : "claims", c.why, fmt::join(c.required, " "));
  if (!c.supplementary.empty()) {
    out += fmt::format("  where they can run: {}\n", fmt::join(c.supplementary, " "));
  }
  if (!c.note.empty()) out += "  note: " + c.note + "\n";
  return out;
}

std::string explain_row(const std::string& row, const Protocol& protocol) {
  std::string out = row_section(row);
  for (const Cell& c : parse_claims(std::string(protocol.claims), protocol.name)) {
    if (c.row == row) out += cell_text(c);
  }
  return out;
}

// C24, server/C24-not-admitted, shs1/server/C24-not-admitted/case all name an attack.
bool names(const std::string& what, const Attack& a, const std::string& protocol) {
  const std::string full = protocol + "/" + a.name();
  return what == a.id || what == a.name() || what == full || what.starts_with(full + "/");
}

std::string explain_attack(const Attack& a, const Protocol& protocol) {
  std::vector<std::string> cells;
  for (const Cell& c : parse_claims(std::string(protocol.claims), protocol.name)) {
    if (c.role == a.role && c.lists(a.id)) cells.push_back(c.name());
  }
  return fmt::format(
      "{}\n  if it succeeds   {}\n  a sound target   {}\n  spec             {}\n  usual cause      "
      "{}\n  counts for       {}\n  needs            {}\n",
      a.name(), a.meaning, a.expected, a.spec, a.likely, fmt::join(cells, " "),
      a.needs.empty() ? "nothing beyond a session" : fmt::format("{}", fmt::join(a.needs, " ")));
}

}  // namespace

int explain(const std::string& what, const std::string& of) {
  const Protocol& protocol = find_protocol(of);
  std::string out;
  if (std::ranges::find(row_order(), what) != row_order().end()) out = explain_row(what, protocol);
  for (const Attack& a : protocol.attacks(protocol.default_mode())) {
    if (names(what, a, protocol.name)) out += explain_attack(a, protocol);
  }
  if (out.empty()) {
    throw UsageError(
        fmt::format("there is no row or attack {}; the rows are {}; `assay list cases` "
                    "names the attacks",
                    what, fmt::join(row_order(), " ")));
  }
  std::fputs(out.c_str(), stdout);
  return 0;
}

}  // namespace assay::cli
