// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <map>

#include "conformance/ladder/attacks/attacks.hpp"

// What one run alone does not show: its keys against another's (spec/ladder.md §3.3), and its
// state.
namespace assay::rungs {
namespace {

const Bytes& honest_name(const OwnEnd& end) {
  return end.role() == Role::client ? end.cast().A.name : end.cast().B.name;
}

// The runner's scalar is the same in every run, so that the target's makes the difference.
Result keys_repeat(Stage& stage, const Rung& rung) {
  const Bytes scalar = stage.rng.bytes(32);
  const int runs = stage.effort == Effort::full ? 64 : stage.effort == Effort::normal ? 16 : 4;
  std::map<Bytes, std::string> seen;
  for (int i = 1; i <= runs; ++i) {
    OwnEnd end(stage, rung, {.ephemeral = scalar});
    end.complete();
    end.must_have_succeeded(honest_name(end));
    for (const auto& [name, key] : end.line().outcome()) {
      const std::string here = fmt::format("{} of run {}", name, i);
      const auto [first, fresh] = seen.emplace(key, here);
      if (!fresh)
        return {Verdict::succeeded, fmt::format("{} is {}: {}", here, first->second, hex(key))};
    }
  }
  return {Verdict::withstood, fmt::format("{} runs, {} keys", runs, seen.size())};
}

// To a responder the second is E.
Result beside_another(Stage& stage, const Rung& rung) {
  if (stage.caps.sessions < 2) throw Unsupported("two sessions at once");
  const bool with_E = stage.role == Role::server && rung.has_names();
  const Cast cast = cast_on(stage, rung);
  OwnEnd one(stage, rung), two(stage, rung, with_E ? Setup{.own = cast.E} : Setup{});
  try {
    for (int n = 1; n <= rung.last(); ++n) one.exchange(n), two.exchange(n);
    one.take_own(), two.take_own();
    one.must_have_succeeded(honest_name(one));
    two.must_have_succeeded(with_E ? cast.E.name : honest_name(two));
  } catch (const ControlFailed& failed) {
    return {Verdict::succeeded, failed.what()};
  }
  return {Verdict::withstood, "both runs end as if they were alone"};
}

Attack disturbed(const Rung& rung, Role role) {
  return single(rung, {.id = "L41",
                       .slug = "beside-another-run",
                       .role = role,
                       .meaning = "One run disturbs another.",
                       .expected = "both runs end as if they were alone",
                       .spec = "spec/ladder.md#3.1",
                       .likely = "a run's state is the process's",
                       .change = "a second run at once, message by message",
                       .run = beside_another});
}

}  // namespace

std::vector<Attack> run_key_attacks(const Rung& rung) {
  std::vector<Attack> all = {disturbed(rung, Role::server), disturbed(rung, Role::client)};
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
