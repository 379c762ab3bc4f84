// SPDX-License-Identifier: MIT
#include "conformance/engine/mutants.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace assay {
namespace {

std::string at_role(Role role, const std::string& what) {
  return std::string(name(role)) + "." + what;
}

bool is_won(const AttackResult& a) { return is_finding(a.verdict()); }

void add_winners(const Report& report, const CellResult& cell, std::vector<std::string>& cases) {
  for (const AttackResult& a : report.attacks) {
    if (!is_won(a) || a.attack->role != cell.cell->role || !counts_in(*a.attack, *cell.cell))
      continue;
    for (const CaseResult& c : a.cases) {
      std::string winner = a.attack->name() + (c.slug.empty() ? "" : "/" + c.slug);
      if (is_finding(c.verdict) && std::ranges::find(cases, winner) == cases.end())
        cases.push_back(std::move(winner));
    }
  }
}

void add_to(MutantTrial& trial, const Report& report) {
  trial.interrupted |= report.interrupted;
  for (const CellResult& r : report.results)
    if (r.verdict == RowVerdict::broken)
      add_winners(report, r, trial.shown_by[at_role(r.cell->role, r.cell->row)]);
  for (const AttackResult& a : report.attacks)
    if (is_won(a)) trial.won.insert(at_role(a.attack->role, a.attack->id));
}

void select_rows(RunOptions& options, const std::vector<std::string>& rows) {
  for (const std::string& row : rows) {
    const std::string alone = row.substr(row.find('.') + 1);
    if (std::ranges::find(options.rows, alone) == options.rows.end()) options.rows.push_back(alone);
  }
}

std::string listing(const std::set<std::string>& words) {
  return fmt::format("{}", fmt::join(words, " "));
}

std::set<std::string> without(std::set<std::string> all, const auto& others) {
  for (const std::string& one : others) all.erase(one);
  return all;
}

class MutantJudge {
 public:
  MutantJudge(const Protocol& protocol, const MutantInfo& mutant, Target& target,
              const RunOptions& options, const std::atomic<bool>& stop)
      : protocol_(protocol), mutant_(mutant), target_(target), options_(options), stop_(stop) {
    options_.mode = mutant.mode;
  }

  MutantTrial judge() {
    if (mutant_.alike) play_as_strangers();
    if (!mutant_.breaks.empty() || !mutant_.alike) play_as_listed();
    if (!mutant_.equivalent.empty()) must_break_nothing();
    return std::move(trial_);
  }

 private:
  // Both ends are wrong alike: whoever is right does not understand them.
  void play_as_strangers() {
    RunOptions options = options_;
    options.rows = {"C"};
    const Report report = run(protocol_, target_, options, [](auto&&...) {}, stop_);
    add_to(trial_, report);
    const bool noticed =
        trial_.shown_by.contains("server.C") || trial_.shown_by.contains("client.C");
    if (mutant_.breaks.empty()) trial_.killed = noticed;
    if (!noticed && mutant_.equivalent.empty())
      trial_.faults.emplace_back("it interoperates with the reference");
  }

  void play_as_listed() {
    Protocol played = protocol_;
    if (mutant_.alike) mutant_.alike(played);
    const bool whole = mutant_.cases.empty();
    MutantTrial listed = play(played, whole);
    compare(listed, whole);
    if (!listed.killed && !whole && mutant_.equivalent.empty()) look_elsewhere(played);
    trial_.killed = listed.killed;
    trial_.interrupted |= listed.interrupted;
    trial_.won.merge(listed.won);
    trial_.tried = std::move(listed.tried), trial_.seen = std::move(listed.seen);
    for (auto& [row, cases] : listed.shown_by) trial_.shown_by[row] = std::move(cases);
  }

  MutantTrial play(const Protocol& played, bool whole) {
    RunOptions options = options_;
    if (!whole) select_rows(options, mutant_.breaks), options.cases = mutant_.cases;
    MutantTrial trial;
    const Report report = run(played, target_, options, [](auto&&...) {}, stop_);
    add_to(trial, report);
    trial.tried = tried_in(report), trial.seen = patterns_of(report);
    return trial;
  }

  void compare(MutantTrial& listed, bool whole) {
    std::set<std::string> broken;
    for (const auto& [row, cases] : listed.shown_by) broken.insert(row);
    const std::set<std::string> named(mutant_.breaks.begin(), mutant_.breaks.end());
    listed.killed = std::ranges::any_of(named, [&](auto& row) { return broken.contains(row); });
    const std::set<std::string> missing = without(named, broken), more = without(broken, named);
    if (!missing.empty()) trial_.faults.push_back("listed but not broken: " + listing(missing));
    if (whole && !more.empty() && mutant_.equivalent.empty())
      trial_.faults.push_back("broken beyond the list: " + listing(more));
    const std::set<std::string> kills(mutant_.kills.begin(), mutant_.kills.end());
    const std::set<std::string> idle = without(kills, listed.won);
    if (!idle.empty()) trial_.faults.push_back("should win and did not: " + listing(idle));
  }

  // What killed it, if anything did.
  void look_elsewhere(const Protocol& played) {
    const MutantTrial whole = play(played, true);
    std::set<std::string> rows;
    for (const auto& [row, cases] : whole.shown_by) rows.insert(row);
    trial_.faults.push_back(rows.empty() ? "it survives every attack"
                                         : "all attacks break only " + listing(rows));
  }

  void must_break_nothing() {
    trial_.killed = false;
    for (const auto& [row, cases] : trial_.shown_by)
      trial_.faults.push_back("listed as equivalent, yet it breaks " + row);
  }

  const Protocol& protocol_;
  const MutantInfo& mutant_;
  Target& target_;
  RunOptions options_;
  const std::atomic<bool>& stop_;
  MutantTrial trial_ = {};
};

}  // namespace

MutantTrial try_mutant(const Protocol& protocol, const MutantInfo& mutant, Target& target,
                       const RunOptions& options, const std::atomic<bool>& stop) {
  return MutantJudge(protocol, mutant, target, options, stop).judge();
}

std::map<std::string, int> per_message(const std::vector<const MutantInfo*>& mutants) {
  std::map<std::string, int> counts;
  for (const MutantInfo* m : mutants)
    if (!m->message.empty()) ++counts[m->message];
  return counts;
}

std::set<std::string> required_attacks(const Protocol& protocol) {
  std::set<std::string> all;
  for (const Cell& cell : parse_claims(protocol, protocol.default_mode())) {
    if (cell.claim != Claim::holds) continue;
    for (const std::string& id : cell.required) all.insert(at_role(cell.role, id));
  }
  return all;
}

}  // namespace assay
