// SPDX-License-Identifier: MIT
#include "conformance/engine/judge.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>
#include <utility>

namespace assay {
namespace {

using Ids = std::vector<std::string>;

// The attacks of one cell, sorted by what became of them.
struct Tally {
  Ids succeeded, crashed, hung, voided, skipped;  // attack names; skipped: required ones only
  bool lacks_essential = false;                   // one of the skipped ones
  int required = 0, ran = 0, cases = 0, controls = 0;
  std::set<std::string> missing;  // what the skipped required ones needed
};

bool holds_id(const Ids& ids, const std::string& id) {
  return std::ranges::find(ids, id) != ids.end();
}

void count(Tally& t, const AttackResult& a, const Cell& cell) {
  const Verdict v = a.verdict();
  const std::string name = a.attack->name();
  const bool required = holds_id(cell.required, a.attack->id);
  if (v == Verdict::succeeded) t.succeeded.push_back(name);
  if (v == Verdict::crashed) t.crashed.push_back(name);
  if (v == Verdict::hung) t.hung.push_back(name);
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
    t.lacks_essential |= holds_id(cell.essential, a.attack->id);
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
    if (!cell.lists(a.attack->id)) {
      // Whatever an attack was after, the target that it killed is not robust.
      if (cell.row == "R" && a.verdict() == Verdict::crashed) elsewhere.push_back(a.attack->name());
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
    t.lacks_essential |= holds_id(cell.essential, id);
    t.missing.insert("not selected");
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
  if (!t.crashed.empty()) parts.push_back("the target crashed in " + joined(t.crashed));
  if (!t.hung.empty()) parts.push_back("it hung in " + joined(t.hung));
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
    r.decisive.insert(r.decisive.end(), t.crashed.begin(), t.crashed.end());
    r.decisive.insert(r.decisive.end(), t.hung.begin(), t.hung.end());
  }
  r.reason = joined(r.decisive);
}

void incomplete(CellResult& r, const Tally& t) {
  const bool undecided = t.ran == 0 || t.lacks_essential;
  r.verdict = undecided ? RowVerdict::undecided : RowVerdict::partial;
  r.reason = fmt::format("{} of {} required attacks ran; {}", t.ran, t.required,
                         fmt::join(t.missing, ", "));
  r.decisive = t.skipped;
}

}  // namespace

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

CellResult judge(const Cell& cell, const std::vector<AttackResult>& attacks) {
  if (cell.claim == Claim::not_applicable)
    return {.cell = &cell, .verdict = RowVerdict::not_applicable, .reason = cell.why};
  const Tally t = tally(cell, attacks);
  CellResult r{.cell = &cell, .verdict = RowVerdict::held};
  r.required = t.required, r.ran = t.ran, r.cases = t.cases, r.controls = t.controls;
  const bool crash_breaks = cell.row == "R" && !(t.crashed.empty() && t.hung.empty());
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
