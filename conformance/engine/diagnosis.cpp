// SPDX-License-Identifier: MIT
#include "conformance/engine/diagnosis.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace assay {
namespace {

// Where more flaws than these look the same as the nearest, to name one of them is a guess.
constexpr std::size_t most_alike = 3;

// Two patterns are near when most of what either shows is shown by both (Jaccard). It counts
// attacks, not cases: of a flaw a hundred cases of one attack say no more than the first, and how
// many there are depends on the effort. From a half down the two differ in as much as they share,
// and the words of each attack alone are the better guess.
bool is_near(std::size_t common, std::size_t together) { return 2 * common > together; }

bool is_nearer(const Likeness& one, const Likeness& other) {
  return one.common.size() * other.together > other.common.size() * one.together;
}

// What was not tried speaks neither for nor against, unless it is most of what the flaw shows by.
std::optional<Likeness> likeness_by(const Pattern& seen, const Pattern& tried,
                                    const Pattern& wins) {
  const Pattern could_show = in_both(wins, tried);
  if (!is_near(could_show.size(), wins.size())) return std::nullopt;
  Likeness like{.common = in_both(could_show, seen)};
  like.together = could_show.size() + seen.size() - like.common.size();
  if (like.common.empty() || !is_near(like.common.size(), like.together)) return std::nullopt;
  return like;
}

std::string words_for(const Likeness& like) {
  const auto plural = [](std::size_t n) { return n == 1 ? "" : "s"; };
  std::string text = fmt::format("{} (like mutant {} in {} of {} attack{}", like.flaw, like.mutant,
                                 like.common.size(), like.together, plural(like.together));
  if (const std::size_t others = like.as_near.size(); others > 0)
    text += fmt::format(", and like {} other{}", others, plural(others));
  return text + ")";
}

// Looks for the nearest among one variant's after another's: of those that are as near the first
// stays.
class NearestSearch {
 public:
  NearestSearch(Role role, const Pattern& seen, const Pattern& tried)
      : role_(role), seen_(seen), tried_(tried) {}

  void among(const KnownPatterns& known) {
    for (const auto& [id, mutant] : known.mutants) {
      const auto wins = mutant.wins.find(role_);
      if (wins == mutant.wins.end()) continue;
      std::optional<Likeness> like = likeness_by(seen_, tried_, wins->second);
      if (!like || (best_ && is_nearer(*best_, *like))) continue;
      if (best_ && !is_nearer(*like, *best_)) {
        if (id != best_->mutant) best_->as_near.insert(id);
        continue;
      }
      like->mutant = id, like->flaw = mutant.flaw;
      best_ = std::move(like);
    }
  }

  const std::optional<Likeness>& best() const { return best_; }

 private:
  Role role_;
  const Pattern &seen_, &tried_;
  std::optional<Likeness> best_ = std::nullopt;
};

}  // namespace

std::optional<Likeness> nearest(const std::string& protocol, Role role, const Pattern& seen,
                                const Pattern& tried, const PatternBook& book) {
  NearestSearch search(role, seen, tried);
  if (const auto own = book.find(protocol); own != book.end()) search.among(own->second);
  for (const auto& [name, known] : book)
    if (name != protocol) search.among(known);
  std::optional<Likeness> best = search.best();
  if (best && best->as_near.size() > most_alike) return std::nullopt;
  return best;
}

void diagnose(const Protocol& protocol, Report& report) {
  const Patterns seen = patterns_of(report);
  if (seen.empty() || protocol.patterns.empty()) return;
  PatternBook book = parse_patterns(protocol.patterns);
  Patterns tried = tried_in(report);
  for (const auto& [role, ids] : seen) {
    const Pattern& attacks = book[protocol.name].attacks[role];
    const auto like =
        nearest(protocol.name, role, in_both(ids, attacks), in_both(tried[role], attacks), book);
    if (!like) continue;
    for (AttackResult& a : report.attacks)
      if (a.attack->role == role && like->common.contains(a.attack->id))
        a.diagnosis = words_for(*like);
  }
}

}  // namespace assay
