// SPDX-License-Identifier: MIT
#include <algorithm>

#include "conformance/games/knowledge.hpp"
#include "conformance/ladder/attacks/refusals.hpp"

// Whether a refusal tells whom it is about.
namespace assay::rungs {
namespace {

// A refusal that the target's application has no say in, or one that it is asked about.
bool can_be_made(const Stage& stage, const Refusal& refusal) {
  return !refusal.not_admitted || stage.role == Role::client || decides_before(stage.caps);
}

// All that the target wrote in runs that it refused, one for each reason.
std::vector<Bytes> refused_runs(Stage& stage, const Rung& rung, const Pair& pair) {
  std::vector<Bytes> written;
  for (const Refusal& refusal : refusals(rung, stage.role)) {
    if (!can_be_made(stage, refusal)) continue;
    written.push_back(made_to_refuse(stage, rung, pair, refusal).written());
  }
  return written;
}

Result names(Stage& stage, const Rung& rung, bool initiator) {
  const Cast cast = cast_on(stage, rung);
  const Person& who = initiator ? cast.A : cast.B;
  Bytes written;
  for (const Bytes& run : refused_runs(stage, rung, honest_pair(cast))) written = cat(written, run);
  return leak_game({{initiator ? "A" : "B", who.name}, {"its key", who.key}}, written);
}

Result names_A(Stage& stage, const Rung& rung) { return names(stage, rung, true); }
Result names_B(Stage& stage, const Rung& rung) { return names(stage, rung, false); }

// What stands in two refused runs of one identity, and in none of another, marks it: a name, or
// what is made of it.
Result marks(Stage& stage, const Rung& rung, bool initiator) {
  const Cast cast = cast_on(stage, rung);
  std::vector<Bytes> runs = refused_runs(stage, rung, honest_pair(cast));
  for (Bytes& again : refused_runs(stage, rung, honest_pair(cast)))
    runs.push_back(std::move(again));
  if (std::ranges::all_of(runs, [](const Bytes& run) { return run.size() < 8; }))
    return {Verdict::withstood, "what it writes is too short to mark anybody"};
  const Pair other = initiator ? Pair{cast.E, cast.B} : Pair{cast.A, cast.E};
  return repeat_game(runs, refused_runs(stage, rung, other));
}

Result marks_A(Stage& stage, const Rung& rung) { return marks(stage, rung, true); }
Result marks_B(Stage& stage, const Rung& rung) { return marks(stage, rung, false); }

}  // namespace

std::vector<Attack> refusal_leaks(const Rung& rung) {
  struct Question {
    const char *id, *slug, *meaning, *change;
    Result (*run)(Stage&, const Rung&);
    std::string_view name;
    bool confirmed;
  };
  const Question questions[] = {
      {"L48", "refusal-names-A", "A refusal tells who calls.", "one run for each reason to refuse",
       names_A, "A", false},
      {"L49", "refusal-names-B", "A refusal tells who answers.",
       "one run for each reason to refuse", names_B, "B", false},
      {"L50", "refusal-marks-A", "A refusal confirms a guess of who calls.",
       "two runs for each reason to refuse, and one of E", marks_A, "A", true},
      {"L51", "refusal-marks-B", "A refusal confirms a guess of who answers.",
       "two runs for each reason to refuse, and one with E", marks_B, "B", true}};
  std::vector<Attack> all;
  for (const Role role : {Role::server, Role::client})
    for (const Question& q : questions)
      if (!is_shown(rung, role, q.name, q.confirmed))
        all.push_back(single(rung, {.id = q.id,
                                    .slug = q.slug,
                                    .role = role,
                                    .meaning = q.meaning,
                                    .expected = "nothing that it writes tells",
                                    .spec = "spec/ladder.md#5",
                                    .likely = "an error names whom it is about",
                                    .change = q.change,
                                    .run = q.run}));
  return all;
}

}  // namespace assay::rungs
