// SPDX-License-Identifier: MIT
#include "conformance/engine/judge.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <utility>

namespace assay {
namespace {

using Ids = std::vector<std::string>;

bool contains(const Ids& names, const std::string& name) {
  return std::ranges::find(names, name) != names.end();
}

// The attacks of one cell, sorted by what became of them.
struct Tally {
  Ids succeeded, crashed, hung, voided, skipped;  // attack names; skipped: required ones only
  Ids once;                                       // of those that crashed or hung
  std::map<std::string, std::string> rate;        // of what did not show in every trial: "1 of 6"
  bool lacks_essential = false;                   // one of the skipped ones
  int required = 0, ran = 0, cases = 0, controls = 0;
  std::set<std::string> missing;  // what the skipped required ones needed
  int left_out = 0;               // of the required ones, by a filter
};

// How often the attack won where it did; empty where it always does.
std::string rate_of(const AttackResult& a) {
  const auto won = [](const CaseResult& c) { return c.verdict == Verdict::succeeded; };
  std::string rate;
  for (const CaseResult& c : a.cases) {
    if (won(c) && c.seen() == c.of()) return {};
    if (won(c) && rate.empty()) rate = fmt::format("{} of {}", c.seen(), c.of());
  }
  return rate;
}

void count(Tally& t, const AttackResult& a, const Cell& cell) {
  const Verdict v = a.verdict();
  const std::string name = a.attack->name();
  const bool required = contains(cell.required, a.attack->id);
  if (v == Verdict::succeeded) t.succeeded.push_back(name);
  if (v == Verdict::crashed) t.crashed.push_back(name);
  if (v == Verdict::hung) t.hung.push_back(name);
  if (a.once()) t.once.push_back(name);
  if (const std::string rate = rate_of(a); !rate.empty()) t.rate[name] = rate;
  // A supplementary attack that could not be judged leaves the cell as the required ones have it.
  if (v == Verdict::control_failed && required) t.voided.push_back(name);
  t.controls += a.controls;
  t.cases += static_cast<int>(std::ranges::count_if(a.cases, [](const CaseResult& c) {
    return c.verdict == Verdict::withstood || c.verdict == Verdict::succeeded;
  }));
  if (!required) return;
  ++t.required;
  if (v == Verdict::skipped) {
    t.skipped.push_back(name);
    t.lacks_essential |= contains(cell.essential, a.attack->id);
    for (const CaseResult& c : a.cases) t.missing.insert(c.observed);
    if (a.cases.empty()) t.missing.insert("not run");
  } else {
    ++t.ran;
  }
}

Tally tally(const Cell& cell, const std::vector<AttackResult>& attacks) {
  Tally t;
  Ids elsewhere;
  std::set<std::string> seen;
  for (const AttackResult& a : attacks) {
    if (a.attack->role != cell.role) continue;
    if (!counts_in(*a.attack, cell)) {
      // Whatever an attack was after, the target that it killed is not robust.
      if (cell.row == "R" && a.verdict() == Verdict::crashed) {
        elsewhere.push_back(a.attack->name());
        if (a.once()) t.once.push_back(a.attack->name());
      }
      continue;
    }
    count(t, a, cell);
    seen.insert(a.attack->id);
  }
  t.crashed.insert(t.crashed.end(), elsewhere.begin(), elsewhere.end());
  for (const std::string& id : cell.required) {
    if (seen.contains(id)) continue;
    ++t.required;
    t.skipped.push_back(id);
    t.lacks_essential |= contains(cell.essential, id);
    ++t.left_out;
  }
  return t;
}

// For a line of the terminal; `decisive` has them all.
std::string joined(const Ids& names) {
  constexpr std::ptrdiff_t shown = 3;
  const std::ptrdiff_t more = std::ssize(names) - shown;
  if (more <= 0) return fmt::format("{}", fmt::join(names, ", "));
  return fmt::format("{} and {} more", fmt::join(names.begin(), names.begin() + shown, ", "), more);
}

void inconclusive(CellResult& r, const Tally& t) {
  r.verdict = RowVerdict::inconclusive;
  std::vector<std::string> parts;
  const auto add = [&](std::string_view what, Ids names) {
    Ids once;
    std::erase_if(names, [&](const std::string& n) {
      return contains(t.once, n) && (once.push_back(n), true);
    });
    if (!names.empty()) parts.push_back(fmt::format("{} in {}", what, joined(names)));
    if (!once.empty()) parts.push_back(fmt::format("{} once, in {}", what, joined(once)));
  };
  add("the target crashed", t.crashed);
  add("it hung", t.hung);
  if (!t.voided.empty()) parts.push_back("the control failed in " + joined(t.voided));
  r.reason = fmt::format("{}", fmt::join(parts, "; "));
  for (const Ids* ids : {&t.crashed, &t.hung, &t.voided}) {
    r.decisive.insert(r.decisive.end(), ids->begin(), ids->end());
  }
}

void broken(CellResult& r, const Cell& cell, const Tally& t) {
  r.verdict = cell.claim == Claim::lacks ? RowVerdict::by_design : RowVerdict::broken;
  r.decisive = t.succeeded;
  if (cell.row == "R") {  // on R a crash or a hang on an attacker's input is the attacker's success
    for (const Ids* ids : {&t.crashed, &t.hung})
      std::ranges::copy_if(*ids, std::back_inserter(r.decisive),
                           [&](const std::string& n) { return !contains(t.once, n); });
  }
  Ids shown = r.decisive;
  for (std::string& n : shown)
    if (t.rate.contains(n)) n = fmt::format("{} ({} trials)", n, t.rate.at(n));
  r.reason = joined(shown);
}

// Of those that ran, where none of them won.
std::string_view what_became_of(int ran) {
  if (ran == 0) return "";
  return ran == 1 ? " and was withstood" : " and were withstood";
}

void incomplete(CellResult& r, const Tally& t) {
  const bool undecided = t.ran == 0 || t.lacks_essential;
  r.verdict = undecided ? RowVerdict::undecided : RowVerdict::partial;
  Ids why(t.missing.begin(), t.missing.end());
  if (t.left_out > 0) why.push_back(fmt::format("-k left out {}", t.left_out));
  r.reason = fmt::format("{} of {} required attacks ran{}; {}", t.ran, t.required,
                         what_became_of(t.ran), fmt::join(why, ", "));
  r.decisive = t.skipped;
}

}  // namespace

bool counts_in(const Attack& attack, const Cell& cell) {
  const bool honest_runs = cell.row == "C" && attack.id == honest_runs_id;
  return attack.role == cell.role && (cell.lists(attack.id) || honest_runs);
}

std::string_view name(RowVerdict verdict) {
  switch (verdict) {
    case RowVerdict::held:
      return "HELD";
    case RowVerdict::broken:
      return "BROKEN";
    case RowVerdict::by_design:
      return "BY DESIGN";
    case RowVerdict::stricter:
      return "STRICTER";
    case RowVerdict::partial:
      return "PARTIAL";
    case RowVerdict::undecided:
      return "UNDECIDED";
    case RowVerdict::inconclusive:
      return "INCONCLUSIVE";
    case RowVerdict::not_applicable:
      return "N/A";
  }
  std::unreachable();
}

Verdict combine(const std::vector<Verdict>& cases) {
  for (const Verdict v :
       {Verdict::succeeded, Verdict::crashed, Verdict::hung, Verdict::control_failed}) {
    if (std::ranges::find(cases, v) != cases.end()) return v;
  }
  const bool withstood = std::ranges::find(cases, Verdict::withstood) != cases.end();
  const bool skipped = std::ranges::find(cases, Verdict::skipped) != cases.end();
  if (withstood) return Verdict::withstood;
  return skipped ? Verdict::skipped : Verdict::policy;
}

Verdict AttackResult::verdict() const {
  std::vector<Verdict> verdicts;
  verdicts.reserve(cases.size());
  for (const CaseResult& c : cases) verdicts.push_back(c.verdict);
  return verdicts.empty() ? Verdict::skipped : combine(verdicts);
}

int CaseResult::seen() const {
  int sum = 0;
  for (const Trials& t : trials) sum += t.seen;
  return sum;
}

int CaseResult::of() const {
  int sum = 0;
  for (const Trials& t : trials) sum += t.of;
  return sum;
}

bool CaseResult::once() const {
  return (verdict == Verdict::crashed || verdict == Verdict::hung) && seen() == 1;
}

bool AttackResult::once() const {
  bool died = false;
  for (const CaseResult& c : cases) {
    if (c.verdict != Verdict::crashed && c.verdict != Verdict::hung) continue;
    if (!c.once()) return false;
    died = true;
  }
  return died && verdict() != Verdict::succeeded;
}

CellResult judge(const Cell& cell, const std::vector<AttackResult>& attacks) {
  if (cell.claim == Claim::not_applicable)
    return {.cell = &cell, .verdict = RowVerdict::not_applicable, .reason = cell.why};
  const Tally t = tally(cell, attacks);
  CellResult r{.cell = &cell, .verdict = RowVerdict::held};
  r.required = t.required, r.ran = t.ran, r.cases = t.cases, r.controls = t.controls;
  const bool crash_breaks = cell.row == "R" && t.crashed.size() + t.hung.size() > t.once.size();
  if (!t.succeeded.empty() || crash_breaks) {
    broken(r, cell, t);
  } else if (!(t.crashed.empty() && t.hung.empty() && t.voided.empty())) {
    inconclusive(r, t);
  } else if (t.ran < t.required) {
    incomplete(r, t);
  } else if (cell.claim == Claim::lacks) {
    r.verdict = RowVerdict::stricter;
    r.reason = "this target withstands what the design allows";
  }
  return r;
}

}  // namespace assay
