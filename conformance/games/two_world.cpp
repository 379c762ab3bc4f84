// SPDX-License-Identifier: MIT
#include "conformance/games/two_world.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace assay {
namespace {

using Sightings = std::vector<Sighting>;

const Bytes& find(const Sightings& seen, const std::string& what) {
  const auto it = std::ranges::find(seen, what, &Sighting::what);
  if (it == seen.end())
    throw std::logic_error("the game has a rule for " + what + " but never looks");
  return it->seen;
}

std::optional<std::string> difference(const std::vector<Rule>& rules, const Sightings& w0,
                                      const Sightings& w1) {
  for (const Rule& rule : rules) {
    const Bytes &a = find(w0, rule.what), &b = find(w1, rule.what);
    if (rule.likeness == Likeness::absent && !(a.empty() && b.empty())) {
      return fmt::format("{}: {} and {} bytes where there should be none", rule.what, a.size(),
                         b.size());
    }
    if (a.size() != b.size()) {
      return fmt::format("{}: {} bytes in one world, {} in the other", rule.what, a.size(),
                         b.size());
    }
    if (rule.likeness == Likeness::identical && a != b) {
      return fmt::format("{}: {} in one world, {} in the other", rule.what, hex(a), hex(b));
    }
  }
  return std::nullopt;
}

Sightings plant(Sightings seen, const Rule& rule) {
  Bytes& bytes = std::ranges::find(seen, rule.what, &Sighting::what)->seen;
  if (rule.likeness == Likeness::identical && !bytes.empty()) {
    bytes.back() ^= 1;
  } else {
    bytes.push_back(0);
  }
  return seen;
}

void check_plants(const std::vector<Rule>& rules, const Sightings& w0, const Sightings& w1) {
  for (const Rule& rule : rules) {
    if (!difference({rule}, w0, plant(w1, rule))) {
      throw ControlFailed("a difference planted in " + rule.what + " was not noticed");
    }
  }
}

}  // namespace

int two_world_trials(Effort effort) {
  switch (effort) {
    case Effort::quick:
      return 4;
    case Effort::normal:
      return 16;
    case Effort::full:
      return 200;
  }
  std::unreachable();
}

Result two_worlds(Rng& coin, int trials, const std::vector<Rule>& rules, const World& play) {
  for (int trial = 0; trial < trials; ++trial) {
    const int first = static_cast<int>(coin.below(2));
    Sightings seen[2];
    seen[first] = play(first);
    seen[1 - first] = play(1 - first);
    if (const auto how = difference(rules, seen[0], seen[1])) {
      return {Verdict::succeeded, fmt::format("{} (trial {} of {})", *how, trial + 1, trials)};
    }
    check_plants(rules, seen[0], seen[1]);
  }
  return {Verdict::withstood,
          fmt::format(
              "{} trials of two worlds, {} rules each, no difference; every planted one noticed",
              trials, rules.size())};
}

}  // namespace assay
