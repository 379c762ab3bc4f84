// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/engine/attack.hpp"
#include "conformance/engine/claims.hpp"

// From case verdicts to row verdicts: pure, and the only place where a verdict is decided.
namespace assay {

enum class RowVerdict {
  held,
  broken,
  by_design,
  stricter,
  partial,
  undecided,
  inconclusive,
  not_applicable
};
std::string_view name(RowVerdict verdict);

// How often a finding showed, of how many trials in processes that had lived through the same.
struct Trials {
  std::string history;
  int seen = 0, of = 0;
};

struct CaseResult {
  std::string slug;  // empty when the attack has but one case
  std::string change;
  Verdict verdict;
  std::string observed;
  std::string likely = {};  // Result::likely
  Transcript transcript = {};
  double milliseconds = 0;
  std::vector<Trials> trials = {};  // of a finding
  bool likewise = false;            // it is of one cause with an earlier one
  int seen() const;                 // in all of them
  int of() const;
  // A death or a hang that was tried again and repeated nowhere.
  bool once() const;
};

struct AttackResult {
  const Attack* attack;
  std::vector<CaseResult> cases = {};
  int controls = 0;            // accepted honest runs
  int not_run = 0;             // given up after three crashes or hangs
  int not_selected = 0;        // left out by a filter
  std::string diagnosis = {};  // the likely cause, where the target fails much as a mutant does
  Verdict verdict() const;
  // Where it crashed or hung: no case did so again.
  bool once() const;
};

// The engine's own attack on row C: honest runs beside all the others, of which some failed.
constexpr std::string_view honest_runs_id = "A00";

// Whether the attack decides the cell: the claims list it there, or it is the honest runs' on C.
bool counts_in(const Attack& attack, const Cell& cell);

struct CellResult {
  const Cell* cell;
  RowVerdict verdict;
  int required = 0, ran = 0;               // required attacks, and how many of them ran
  int cases = 0, controls = 0;             // cases decided, honest runs accepted
  std::vector<std::string> decisive = {};  // names of the attacks that decided it
  std::string reason = {};                 // one line, for every verdict but HELD
};

// The verdict of an attack from those of its cases: SUCCEEDED, else CRASHED, HUNG, VOID, else
// SKIPPED when no case could run, else WITHSTOOD. POLICY cases count for nothing.
Verdict combine(const std::vector<Verdict>& cases);

CellResult judge(const Cell& cell, const std::vector<AttackResult>& attacks);

}  // namespace assay
