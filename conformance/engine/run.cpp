// SPDX-License-Identifier: MIT
#include "conformance/engine/run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "conformance/engine/trial.hpp"

namespace assay {
namespace {

using Clock = std::chrono::steady_clock;

// After this many crashes or hangs of one attack its other cases would show nothing new.
constexpr int max_strikes = 3;

bool contains(const auto& range, const auto& value) {
  return std::ranges::find(range, value) != range.end();
}

std::vector<Cell> select_cells(const Protocol& protocol, const RunOptions& options,
                               const Capabilities& caps) {
  std::vector<Cell> cells;
  for (Cell& cell : parse_claims(protocol, options.mode)) {
    const bool wanted = options.rows.empty() || contains(options.rows, cell.row);
    if (caps.plays(cell.role) && wanted && contains(options.roles, cell.role)) {
      cells.push_back(std::move(cell));
    }
  }
  return cells;
}

bool listed(const Attack& attack, const std::vector<Cell>& cells) {
  return std::ranges::any_of(
      cells, [&](const Cell& c) { return c.role == attack.role && c.lists(attack.id); });
}

struct Planned {
  const Attack* attack;
  std::vector<Case> cases;
  int not_selected = 0;
};

class Runner {
 public:
  Runner(Target& target, const Progress& progress, const std::atomic<bool>& stop, Report& report)
      : target_(target),
        progress_(progress),
        stop_(stop),
        report_(report),
        trial_(target, report.caps, report.options, report.protocol, report.defects) {}

  void run_all() {
    std::vector<Planned> plan = make_plan();
    for (const Planned& p : plan) total_ += static_cast<int>(p.cases.size());
    for (const Planned& p : plan) report_.attacks.push_back(run_attack(p));
  }

 private:
  std::vector<Planned> make_plan() {
    std::vector<Planned> plan;
    for (const Attack& attack : report_.catalogue) {
      if (!listed(attack, report_.cells)) continue;
      Planned p{.attack = &attack, .cases = trial_.cases(attack)};
      const std::size_t all = p.cases.size();
      if (!report_.options.cases.empty()) {
        std::erase_if(p.cases, [&](const Case& c) {
          const std::string name = case_name(report_.protocol, attack, c.slug);
          return std::ranges::none_of(report_.options.cases,
                                      [&](const std::string& g) { return glob(g, name); });
        });
      }
      p.not_selected = static_cast<int>(all - p.cases.size());
      if (!p.cases.empty()) plan.push_back(std::move(p));
    }
    if (plan.empty() && !answered_by_claims())
      throw std::invalid_argument("nothing matches the selection");
    return plan;
  }

  // A question about rows alone may have no other answer than N/A.
  bool answered_by_claims() const {
    const auto is_n_a = [](const Cell& c) { return c.claim == Claim::not_applicable; };
    return report_.options.cases.empty() && !report_.cells.empty() &&
           std::ranges::all_of(report_.cells, is_n_a);
  }

  AttackResult run_attack(const Planned& p) {
    AttackResult result{.attack = p.attack, .not_selected = p.not_selected};
    trial_.begin(*p.attack);
    int strikes = 0;
    for (const Case& c : p.cases) {
      // What is dead cannot be tested: the rest is not run, and is said to be.
      if (stop_ || target_.gone()) report_.interrupted = true;
      if (report_.interrupted || strikes == max_strikes) {
        ++result.not_run;
        continue;
      }
      const auto start = Clock::now();
      CaseResult r = trial_.run(*p.attack, c);
      r.milliseconds = std::chrono::duration<double, std::milli>(Clock::now() - start).count();
      if (r.verdict == Verdict::crashed || r.verdict == Verdict::hung) ++strikes;
      result.cases.push_back(std::move(r));
      progress_(result, result.cases.back(), ++done_, total_);
    }
    result.controls = trial_.controls();
    return result;
  }

  Target& target_;
  const Progress& progress_;
  const std::atomic<bool>& stop_;
  Report& report_;
  Trial trial_;
  int done_ = 0, total_ = 0;
};

// Of each role, on a target as fresh as for an attack.
void add_deadlines(const Protocol& protocol, Target& target, Report& report) {
  for (const Role role : report.options.roles) {
    if (!report.caps.plays(role) || report.interrupted) continue;
    const Rng root = Rng(report.options.seed).fork("deadlines").fork(name(role));
    Transcript unused;
    Stage stage{.target = target,
                .caps = report.caps,
                .role = role,
                .effort = report.options.effort,
                .timeout_scale = report.options.timeout_scale,
                .keys = {root.fork("keys"), report.caps.fixed},
                .rng = root.fork("case"),
                .transcript = unused,
                .mode = report.options.mode};
    try {
      target.restart();
      report.deadlines.push_back(protocol.deadlines(stage, report.options.patience));
    } catch (const TargetError& e) {
      report.deadlines.push_back({.role = role, .note = e.what()});
    }
  }
}

}  // namespace

bool glob(std::string_view pattern, std::string_view text) {
  std::size_t p = 0, t = 0, star = std::string_view::npos, mark = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++, mark = t;
    } else if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == text[t])) {
      ++p, ++t;
    } else if (star != std::string_view::npos) {
      p = star + 1, t = ++mark;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

Report run(const Protocol& protocol, Target& target, const RunOptions& options,
           const Progress& progress, const std::atomic<bool>& stop) {
  const auto start = Clock::now();
  Report report{.protocol = protocol.name, .roles = protocol.roles, .options = options};
  if (options.mode.empty()) report.options.mode = protocol.default_mode();
  report.catalogue = protocol.attacks(report.options.mode);
  report.identity = target.identity();
  report.caps = target.capabilities(protocol.name);
  report.cells = select_cells(protocol, report.options, report.caps);
  Runner(target, progress, stop, report).run_all();
  if (options.patience > 0 && protocol.deadlines) add_deadlines(protocol, target, report);
  for (const Cell& cell : report.cells) {
    CellResult r = judge(cell, report.attacks);
    // With a filter over cases, a cell of which no attack was selected is not part of the question.
    const bool asked = r.ran > 0 || (r.verdict != RowVerdict::undecided &&
                                     r.verdict != RowVerdict::not_applicable);
    if (options.cases.empty() || asked) {
      report.results.push_back(std::move(r));
    }
  }
  report.milliseconds = std::chrono::duration<double, std::milli>(Clock::now() - start).count();
  return report;
}

int exit_code(const Report& report) {
  std::set<RowVerdict> seen;
  bool undecided = false;
  for (const CellResult& r : report.results) {
    seen.insert(r.verdict);
    undecided |= r.cell->claim != Claim::lacks &&
                 (r.verdict == RowVerdict::partial || r.verdict == RowVerdict::undecided);
  }
  if (seen.contains(RowVerdict::broken)) return 1;
  if (!report.defects.empty()) return 3;
  if (report.interrupted || seen.contains(RowVerdict::inconclusive)) return 6;
  return undecided ? 4 : 0;
}

}  // namespace assay
