// SPDX-License-Identifier: MIT
#include "conformance/engine/honest_runs.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace assay {
namespace {

constexpr std::string_view beside = "beside-";
// Of honest runs that failed; the others are counted.
constexpr std::size_t failures_shown = 20;

std::string slug_beside(const Attack& attack) {
  return fmt::format("{}{}-{}", beside, attack.id, attack.slug);
}

std::string change_beside(const Attack& attack) {
  return fmt::format("none: the honest run beside {}, with its keys", attack.name());
}

Result completed(Stage& stage, const std::function<void(Stage&)>& run) {
  try {
    run(stage);
    return {Verdict::withstood, "completed"};
  } catch (const NotThere&) {
    throw;
  } catch (const ControlFailed& e) {
    return {Verdict::succeeded, e.what(), e.likely};
  } catch (const Crashed& e) {
    return {Verdict::succeeded, std::string("it crashed: ") + e.what()};
  }
}

Case rare_case(const RareRun& rare) {
  return {.slug = rare.slug, .change = "none: " + rare.what, .run = [run = rare.run](Stage& stage) {
            if (!stage.caps.fixed.empty()) throw Unsupported("keys of the runner's choice");
            return completed(stage, run);
          }};
}

Case case_beside(const Protocol& protocol, const Attack& attack, const RunOptions& options) {
  const Rng root = Rng(options.seed).fork(case_name(protocol.name, attack, ""));
  return {.slug = slug_beside(attack),
          .change = change_beside(attack),
          .run = [root, control = attack.control](Stage& stage) {
            Stage same = stage;
            same.keys = {root.fork("keys"), stage.caps.fixed};
            same.rng = root.fork("case control");
            return completed(same, control);
          }};
}

bool asked_for(const RunOptions& options) {
  return std::ranges::any_of(options.cases, [](const std::string& g) {
    return g.find(honest_runs_id) != std::string::npos;
  });
}

struct Sum {
  int runs = 0;
  std::vector<HonestFailure> failures = {};
};

Sum sum_of(Role role, const std::vector<std::map<Kind, HonestRuns>>& lanes) {
  std::map<Kind, int> accepted;
  for (const auto& lane : lanes)
    for (const auto& [kind, runs] : lane) accepted[kind] += runs.accepted;
  Sum sum;
  for (const auto& lane : lanes) {
    for (const auto& [kind, runs] : lane) {
      if (kind.role != role || accepted[kind] == 0) continue;
      sum.runs += runs.accepted + static_cast<int>(runs.failures.size());
      sum.failures.insert(sum.failures.end(), runs.failures.begin(), runs.failures.end());
    }
  }
  return sum;
}

Attack honest_runs_attack(const Protocol& protocol, Role role, const std::vector<Attack>& others,
                          const RunOptions& options) {
  std::vector<Case> cases;
  for (const RareRun& rare : protocol.rare_runs)
    if (std::ranges::find(rare.roles, role) != rare.roles.end()) cases.push_back(rare_case(rare));
  for (const Attack& attack : others) {
    if (asked_for(options) && attack.role == role && attack.control)
      cases.push_back(case_beside(protocol, attack, options));
  }
  return {.id = std::string(honest_runs_id),
          .slug = "honest-runs",
          .role = role,
          .meaning = "It does not complete every honest handshake.",
          .expected = "every honest run completes, whatever the keys",
          .spec = protocol.spec,
          .likely = "a value of some shape is cut, padded or carried wrongly, or chance decides",
          .cases = [cases](Stage&) { return cases; }};
}

}  // namespace

std::vector<Attack> catalogue(const Protocol& protocol, const RunOptions& options) {
  std::vector<Attack> own = protocol.attacks(options.mode), all;
  for (const auto& [role, called] : protocol.roles)
    all.push_back(honest_runs_attack(protocol, role, own, options));
  std::ranges::move(own, std::back_inserter(all));
  return all;
}

void add_failures(AttackResult& result, const std::vector<std::map<Kind, HonestRuns>>& lanes) {
  const Sum sum = sum_of(result.attack->role, lanes);
  const int failed = static_cast<int>(sum.failures.size());
  result.controls = sum.runs - failed;
  std::vector<const Attack*> shown;
  for (const HonestFailure& f : sum.failures) {
    if (std::ranges::find(shown, f.attack) != shown.end()) continue;
    if (shown.size() == failures_shown) break;
    shown.push_back(f.attack);
    result.cases.push_back({.slug = slug_beside(*f.attack),
                            .change = change_beside(*f.attack),
                            .verdict = Verdict::succeeded,
                            .observed = f.why,
                            .likely = f.likely,
                            .trials = {{"of the honest runs in this run", failed, sum.runs}}});
  }
}

}  // namespace assay
