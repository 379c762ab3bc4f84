// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <map>

#include "conformance/ladder/attacks/attacks.hpp"

// What one run alone does not show: its keys against another's (spec/ladder.md §3.3).
namespace assay::rungs {
namespace {

// The runner's scalar is the same in every run, so that the target's makes the difference.
Result keys_repeat(Stage& stage, const Rung& rung) {
  const Bytes scalar = stage.rng.bytes(32);
  const int runs = stage.effort == Effort::full ? 64 : stage.effort == Effort::normal ? 16 : 4;
  std::map<Bytes, std::string> seen;
  for (int i = 1; i <= runs; ++i) {
    OwnEnd end(stage, rung, {.ephemeral = scalar});
    end.complete();
    end.must_have_succeeded();
    for (const auto& [name, key] : end.line().outcome()) {
      const std::string here = fmt::format("{} of run {}", name, i);
      const auto [first, fresh] = seen.emplace(key, here);
      if (!fresh)
        return {Verdict::succeeded, fmt::format("{} is {}: {}", here, first->second, hex(key))};
    }
  }
  return {Verdict::withstood, fmt::format("{} runs, {} keys", runs, seen.size())};
}

}  // namespace

std::vector<Attack> run_key_attacks(const Rung& rung) {
  std::vector<Attack> all;
  for (const Role role : {Role::server, Role::client})
    all.push_back(single(rung, {.id = "L38",
                                .slug = "keys-repeat",
                                .role = role,
                                .meaning = "Two runs, or the two directions of one, share a key.",
                                .expected = "the keys of the formulas, no two of them alike",
                                .spec = "spec/ladder.md#3.3",
                                .likely = "the keys do not follow from both scalars",
                                .change = "the peer's scalar is the same in every run",
                                .run = keys_repeat,
                                .needs = {"outcome"}}));
  return all;
}

}  // namespace assay::rungs
