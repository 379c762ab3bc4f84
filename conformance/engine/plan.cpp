// SPDX-License-Identifier: MIT
#include "conformance/engine/plan.hpp"

#include <algorithm>

#include "conformance/engine/judge.hpp"

namespace assay {
namespace {

// A check that lets one forgery in a hundred through is seen by so many, but for one run in four
// hundred.
constexpr int forgeries_at_full_effort = 600;
// What a design lacks is withstood only where it is withstood every time.
constexpr int plays_of_a_lack = 3;

bool has(const auto& range, const auto& value) {
  return std::ranges::find(range, value) != range.end();
}

bool listed(const Attack& attack, const std::vector<Cell>& cells) {
  return std::ranges::any_of(cells, [&](const Cell& c) { return counts_in(attack, c); });
}

bool shows_a_lack(const Attack& attack, const std::vector<Cell>& cells) {
  return std::ranges::any_of(cells, [&](const Cell& c) {
    return c.claim == Claim::lacks && c.role == attack.role && has(c.required, attack.id);
  });
}

int plays(const Planned& p, const std::vector<Cell>& cells, Effort effort) {
  if (shows_a_lack(*p.attack, cells)) return plays_of_a_lack;
  if (!p.attack->forgery || effort != Effort::full || p.cases.empty()) return 1;
  const int cases = static_cast<int>(p.cases.size());
  return (forgeries_at_full_effort + cases - 1) / cases;
}

// A question about rows alone may have no other answer than N/A.
bool answered_by_claims(const RunOptions& options, const std::vector<Cell>& cells) {
  const auto is_n_a = [](const Cell& c) { return c.claim == Claim::not_applicable; };
  return options.cases.empty() && !cells.empty() && std::ranges::all_of(cells, is_n_a);
}

}  // namespace

std::vector<Cell> select_cells(const Protocol& protocol, const RunOptions& options,
                               const Capabilities& caps) {
  std::vector<Cell> cells;
  for (Cell& cell : parse_claims(protocol, options.mode)) {
    const bool wanted = options.rows.empty() || has(options.rows, cell.row);
    if (caps.plays(cell.role) && wanted && has(options.roles, cell.role)) {
      cells.push_back(std::move(cell));
    }
  }
  return cells;
}

std::vector<Planned> make_plan(const std::string& protocol, const RunOptions& options,
                               const std::vector<Cell>& cells, const std::vector<Attack>& catalogue,
                               const std::function<std::vector<Case>(const Attack&)>& cases) {
  std::vector<Planned> plan;
  for (const Attack& attack : catalogue) {
    if (!listed(attack, cells)) continue;
    Planned p{.attack = &attack, .cases = cases(attack)};
    const std::size_t all = p.cases.size();
    if (!options.cases.empty()) {
      std::erase_if(p.cases, [&](const Case& c) {
        const std::string name = case_name(protocol, attack, c.slug);
        return std::ranges::none_of(options.cases,
                                    [&](const std::string& g) { return glob(g, name); });
      });
    }
    p.not_selected = static_cast<int>(all - p.cases.size());
    p.plays = plays(p, cells, options.effort);
    if (!p.cases.empty()) plan.push_back(std::move(p));
  }
  if (plan.empty() && !answered_by_claims(options, cells))
    throw std::invalid_argument("nothing matches the selection");
  return plan;
}

}  // namespace assay
