// SPDX-License-Identifier: MIT
#include "conformance/engine/mutants.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

#include <algorithm>
#include <functional>
#include <mutex>
#include <sstream>

#include "conformance/cli/commands.hpp"
#include "conformance/cli/in_parallel.hpp"
#include "conformance/cli/mutant_suite.hpp"
#include "conformance/cli/output.hpp"
#include "conformance/engine/patterns.hpp"
#include "conformance/engine/twin.hpp"
#include "conformance/targets/interrupt.hpp"

namespace assay::cli {
namespace {

struct ListedMutant {
  const Protocol& protocol;
  MutantInfo info;
  std::string id;  // family/M11, or family/variant/proof-without-name
};

bool is_asked_for(const std::string& patterns, const ListedMutant& m) {
  std::istringstream list(patterns);
  for (std::string pattern; std::getline(list, pattern, ',');)
    if (glob(pattern, m.id) || glob(pattern, m.info.id)) return true;
  return patterns.empty();
}

// Ids are those of a family, and what follows from formulas has those of its variant.
std::vector<ListedMutant> mutants_asked_for(const CheckOptions& options) {
  std::vector<ListedMutant> all;
  const auto add = [&](const Protocol& p, const auto& make, const std::string& prefix) {
    if (!make) return;
    for (MutantInfo& info : make()) {
      const std::string id = prefix + "/" + info.id;
      ListedMutant m{p, std::move(info), id};
      if (is_asked_for(options.cases, m)) all.push_back(std::move(m));
    }
  };
  for (const Protocol* p : matching_protocols(options.protocol)) {
    add(*p, p->mutants, p->family());
    add(*p, p->systematic, p->name);
  }
  if (all.empty()) throw UsageError("no mutant matches; `assay list mutants` names them");
  return all;
}

std::unique_ptr<Target> target_of(const ListedMutant& m) {
  if (m.info.target) return m.info.target();
  TargetSpec spec;
  for (const std::string& option : m.info.own) spec.own[option] = shell_words(m.info.executable);
  if (m.info.own.empty()) spec.command = beside_this_program(m.info.command);
  return make_target(m.protocol, m.info.mode, spec, 1);
}

void must_be_there(const ListedMutant& m, const std::vector<std::string>& words) {
  const std::vector<std::string> found = beside_this_program(words);
  if (found.empty() || access(found.front().c_str(), X_OK) == 0) return;
  throw UsageError(fmt::format(
      "{} runs as {}, which is not there or cannot be run: build {}, and keep it beside assay",
      m.id, found.front(), words.front()));
}

// Before any is tried: a program that is missing says nothing of the attacks.
void programs_must_be_there(const std::vector<ListedMutant>& all, bool suite) {
  for (const ListedMutant& m : all) {
    if (!m.info.target && m.info.own.empty()) must_be_there(m, m.info.command);
    if (suite || !m.info.own.empty()) must_be_there(m, m.info.executable);
  }
}

RunOptions mutant_options(const ListedMutant& m, const CheckOptions& options, const Bytes& seed) {
  return {
      .effort = effort_of(options.effort), .seed = seed, .twin = [&m](const std::string& variant) {
        return twin_target(find_protocol(m.protocol.family() + "/" + variant), m.info.mode);
      }};
}

// Of a mutant it is known what it has.
Protocol undiagnosed(Protocol protocol) {
  protocol.patterns = {};
  return protocol;
}

void compare_with_pattern(const ListedMutant& m, Effort effort, MutantTrial& trial) {
  if (!has_pattern(m.info)) return;
  const KnownPatterns known = parse_patterns(m.protocol.patterns)[m.protocol.name];
  const Pattern others =
      shown_otherwise(known, m.info.id, trial.tried, trial.seen, effort != Effort::quick);
  if (!others.empty())
    trial.faults.push_back(fmt::format(
        "its pattern says otherwise of {} (.ci/patterns makes it anew)", fmt::join(others, " ")));
}

MutantTrial trial_of(const ListedMutant& m, const CheckOptions& options, const Bytes& seed) {
  try {
    const std::unique_ptr<Target> target = target_of(m);
    MutantTrial trial = try_mutant(undiagnosed(m.protocol), m.info, *target,
                                   mutant_options(m, options, seed), interruption());
    compare_with_pattern(m, effort_of(options.effort), trial);
    return trial;
  } catch (const std::exception& e) {
    return {.faults = {std::string("it could not be tried: ") + e.what()}};
  }
}

std::string_view word_for(const ListedMutant& m, const MutantTrial& t) {
  if (!m.info.equivalent.empty()) return t.faults.empty() ? "equivalent" : "KILLED";
  if (!t.killed) return "SURVIVES";
  return t.faults.empty() ? "killed" : "UNLIKE";
}

std::string line_of(const ListedMutant& m, const MutantTrial& t) {
  std::string text = fmt::format("{:<10} {}  {}\n", word_for(m, t), m.id, m.info.flaw);
  for (const auto& [row, cases] : t.shown_by) {
    const std::size_t shown = std::min<std::size_t>(cases.size(), 3);
    const std::vector<std::string> first(cases.begin(),
                                         cases.begin() + static_cast<std::ptrdiff_t>(shown));
    text +=
        fmt::format("             {:<10}  {}{}\n", row, fmt::join(first, " "),
                    shown < cases.size() ? fmt::format(" and {} more", cases.size() - shown) : "");
  }
  if (!m.info.equivalent.empty()) text += "             because " + m.info.equivalent + "\n";
  for (const std::string& fault : t.faults) text += "             FAULT " + fault + "\n";
  return text;
}

// Says what the work on each number below `count` comes to, in their order, however many are worked
// on at once.
class InOrder {
 public:
  using Work = std::function<std::string(std::size_t)>;

  void say_all(std::size_t count, unsigned jobs, const Work& work) {
    texts_.resize(count);
    in_parallel(count, jobs, [&](std::size_t i) {
      if (!interrupted()) tell(i, work(i));
    });
  }

 private:
  void tell(std::size_t i, std::string text) {
    const std::lock_guard lock(mutex_);
    texts_[i] = std::move(text);
    for (; shown_ < texts_.size() && !texts_[shown_].empty(); ++shown_) say(texts_[shown_]);
  }

  std::mutex mutex_;
  std::vector<std::string> texts_;
  std::size_t shown_ = 0;
};

std::vector<MutantTrial> trials_of(const std::vector<ListedMutant>& all,
                                   const CheckOptions& options, MutantSuite* suite) {
  const Bytes seed = run_options(options).seed;
  std::vector<MutantTrial> trials(all.size());
  InOrder().say_all(all.size(), options.jobs, [&](std::size_t i) {
    trials[i] = trial_of(all[i], options, seed);
    return line_of(all[i], trials[i]) + (suite == nullptr ? "" : suite->line_for(all[i].info));
  });
  return trials;
}

// What it shows to every attack, as any target would.
Patterns pattern_of(const ListedMutant& m, const CheckOptions& options, const Bytes& seed) {
  RunOptions chosen = mutant_options(m, options, seed);
  chosen.mode = m.info.mode;
  try {
    return patterns_of(
        run(undiagnosed(m.protocol), *target_of(m), chosen, [](auto&&...) {}, interruption()));
  } catch (const Defective&) {  // it never works at all
    return {};
  }
}

std::string pattern_line(const ListedMutant& m, const Patterns& patterns) {
  std::string text = m.id;
  for (const auto& [role, ids] : patterns)
    text += fmt::format("  {}: {}", name(role), fmt::join(ids, " "));
  return text + "\n";
}

// Of the protocols that are asked for, all of a family's or fewer.
PatternBook new_patterns(const CheckOptions& options) {
  std::vector<ListedMutant> all;
  for (ListedMutant& m : mutants_asked_for(options))
    if (has_pattern(m.info)) all.push_back(std::move(m));
  const Bytes seed = run_options(options).seed;
  std::vector<Patterns> found(all.size());
  InOrder().say_all(all.size(), options.jobs, [&](std::size_t i) {
    found[i] = pattern_of(all[i], options, seed);
    return pattern_line(all[i], found[i]);
  });
  PatternBook book;
  for (std::size_t i = 0; i < all.size(); ++i) {
    KnownPatterns& known = book[all[i].protocol.name];
    known.attacks = attacks_of(all[i].protocol);
    known.mutants[all[i].info.id] = {all[i].info.flaw, std::move(found[i])};
  }
  return book;
}

// Of every family that was tried whole: what is required somewhere and killed nothing.
std::vector<std::string> needless_attacks(const std::vector<ListedMutant>& all,
                                          const std::vector<MutantTrial>& trials) {
  std::map<std::string, std::set<std::string>> required, tried;
  std::set<std::string> won;
  for (std::size_t i = 0; i < all.size(); ++i) {
    tried[all[i].protocol.family()].insert(all[i].protocol.name);
    for (const std::string& attack : trials[i].won)
      won.insert(all[i].protocol.family() + "/" + attack);
  }
  for (const Protocol& p : known_protocols())
    if (tried.contains(p.family()))
      for (const std::string& attack : required_attacks(p)) required[p.family()].insert(attack);
  std::vector<std::string> needless;
  for (const auto& [family, attacks] : required) {
    const auto variants = std::ranges::count(known_protocols(), family, &Protocol::family);
    if (static_cast<std::size_t>(variants) != tried.at(family).size()) continue;
    for (const std::string& attack : attacks)
      if (!won.contains(family + "/" + attack)) needless.push_back(family + "/" + attack);
  }
  return needless;
}

// A line for each protocol of which some were tried.
std::string lines_per_message(const std::vector<ListedMutant>& all) {
  std::map<std::string, std::vector<const MutantInfo*>> of_protocol;
  for (const ListedMutant& m : all) of_protocol[m.protocol.name].push_back(&m.info);
  std::string text;
  for (const auto& [name, infos] : of_protocol) {
    std::string counts;
    for (const auto& [message, n] : per_message(infos))
      counts += fmt::format("  {} {}", message, n);
    if (!counts.empty()) text += fmt::format("systematic, by message: {}{}\n", name, counts);
  }
  return text;
}

struct MutantCounts {
  int killed = 0, equivalent = 0, faulty = 0, all = 0;
};

MutantCounts counted(const std::vector<ListedMutant>& all, const std::vector<MutantTrial>& trials) {
  MutantCounts n;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const bool equivalent = !all[i].info.equivalent.empty();
    n.all += !equivalent, n.equivalent += equivalent;
    n.killed += !equivalent && trials[i].killed;
    n.faulty += !trials[i].faults.empty();
  }
  return n;
}

// --report patterns=FILE. Nothing is judged.
int report_patterns(const CheckOptions& options) {
  constexpr std::string_view key = "patterns=";
  const std::string& word = options.reports.front();
  if (options.reports.size() > 1 || !word.starts_with(key) || word.size() == key.size())
    throw UsageError("--report takes one patterns=FILE");
  if (!options.cases.empty()) throw UsageError("the patterns are of every mutant, without -k");
  ReportFile file(word.substr(key.size()));
  const PatternBook book = new_patterns(options);
  if (interrupted()) return exit_inconclusive;
  file.write(patterns_text(book));
  return 0;
}

}  // namespace

int mutants(const CheckOptions& options, const std::string& suite) {
  if (!options.reports.empty()) return report_patterns(options);
  const std::vector<ListedMutant> all = mutants_asked_for(options);
  programs_must_be_there(all, !suite.empty());
  std::optional<MutantSuite> other;
  if (!suite.empty()) other.emplace(suite);
  const std::vector<MutantTrial> trials = trials_of(all, options, other ? &*other : nullptr);
  if (interrupted()) return exit_inconclusive;
  const MutantCounts n = counted(all, trials);
  say(
      fmt::format("mutants: {} of {} killed on a row that they break, {} equivalent, {} not as "
                  "listed\n",
                  n.killed, n.all, n.equivalent, n.faulty));
  say(lines_per_message(all));
  if (other) say(other->summary());
  const std::vector<std::string> needless =
      options.cases.empty() ? needless_attacks(all, trials) : std::vector<std::string>{};
  if (!needless.empty())
    say(fmt::format("required, and no mutant is killed by it: {}\n", fmt::join(needless, " ")));
  return n.faulty > 0 || n.killed < n.all || !needless.empty() ? 1 : 0;
}

}  // namespace assay::cli
