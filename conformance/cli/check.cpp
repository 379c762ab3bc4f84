// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "conformance/cli/commands.hpp"
#include "conformance/cli/output.hpp"
#include "conformance/cli/progress.hpp"
#include "conformance/engine/twin.hpp"
#include "conformance/options/shown.hpp"
#include "conformance/report/report.hpp"
#include "conformance/targets/interrupt.hpp"
#include "conformance/targets/tcp/message_counter.hpp"

namespace assay::cli {
namespace {

std::vector<std::string> split(const std::string& list) {
  std::vector<std::string> parts;
  std::size_t from = 0;
  while (from < list.size()) {
    const std::size_t to = std::min(list.find(',', from), list.size());
    if (to > from) parts.push_back(list.substr(from, to - from));
    from = to + 1;
  }
  return parts;
}

std::vector<Role> roles(const std::string& role) {
  if (role == "server") return {Role::server};
  if (role == "client") return {Role::client};
  if (role == "peer") return {Role::peer};
  return {Role::server, Role::client, Role::peer};
}

Bytes seed(const std::string& text) {
  if (text.empty()) return random_seed();
  if (text.size() != 64) {
    throw UsageError(
        fmt::format("--seed is 64 lower-case hex digits (32 bytes), not {}", text.size()));
  }
  try {
    return unhex(text);
  } catch (const std::invalid_argument& e) {
    throw UsageError(std::string("--seed: ") + e.what());
  }
}

std::vector<std::string> rows(const std::string& list) {
  const std::vector<std::string> wanted = split(list);
  for (const std::string& row : wanted) {
    if (std::ranges::find(row_order(), row) == row_order().end()) {
      throw UsageError(
          fmt::format("there is no row {}; the rows are {}", row, fmt::join(row_order(), " ")));
    }
  }
  return wanted;
}

std::vector<ReportFile> report_files(const std::vector<std::string>& words) {
  std::vector<ReportFile> files;
  for (const std::string& word : words) {
    if (!word.starts_with("json=") || word.size() == 5)
      throw UsageError("--report takes json=FILE, or json=- for stdout, not " + word);
    if (std::ranges::count(words, word) > 1) throw UsageError("--report " + word + " stands twice");
    files.emplace_back(word.substr(5));
  }
  return files;
}

void save(std::vector<ReportFile>& files, const nlohmann::ordered_json& report) {
  const std::string text = report_text(report);
  for (ReportFile& file : files) file.write(text);
}

// How far a peer came, from what it wrote in the last session: the message that is missing tells
// what to ask.
std::string how_far(const Protocol& protocol, Role role, const Transcript& transcript) {
  tcp::MessageCounter written(protocol, role);
  const std::vector<Entry>& entries = transcript.entries();
  for (const Entry& e : entries)
    if (e.what == "received" && e.session == entries.back().session) written.count(e.bytes);
  const Message* awaited = written.awaited();
  if (awaited == nullptr) return "";
  return fmt::format("  It never wrote {}{}\n", awaited->name,
                     awaited->absent.empty() ? "." : ": " + awaited->absent);
}

// A live peer was set up by someone else: where not even the honest run gets through, the keys are
// the first thing to ask about.
std::string question(const Protocol& protocol, const Report& report) {
  for (const AttackResult& a : report.attacks) {
    for (const CaseResult& c : a.cases) {
      if (report.caps.fixed.empty() || a.attack->control != nullptr ||
          c.verdict != Verdict::control_failed)
        continue;
      const bool stream = protocol.carrier == Carrier::stream;
      return fmt::format("? {}: {}\n{}", a.attack->name(), shown(c.observed),
                         stream ? how_far(protocol, a.attack->role, c.transcript) : "");
    }
  }
  return {};
}

}  // namespace

Effort effort_of(const std::string& word) {
  const std::pair<const char*, Effort> known[] = {
      {"quick", Effort::quick}, {"normal", Effort::normal}, {"full", Effort::full}};
  for (const auto& [called, value] : known)
    if (word == called) return value;
  throw UsageError(
      fmt::format("there is no effort \"{}\"; those are quick, normal and full", word));
}

RunOptions run_options(const CheckOptions& o) {
  return {.roles = roles(o.role),
          .rows = rows(o.rows),
          .cases = o.cases.empty() ? std::vector<std::string>{} : std::vector{o.cases},
          .effort = effort_of(o.effort),
          .timeout_scale = o.timeout_scale,
          .patience = o.deadlines,
          .seed = seed(o.seed),
          .jobs = o.jobs};
}

int worst_exit_code(const std::vector<int>& codes) {
  for (const int worse : {7, 2, 1, 3, 6, 5, 4}) {
    if (std::ranges::find(codes, worse) != codes.end()) return worse;
  }
  return 0;
}

Report run_on(const TargetSpec& spec, const Protocol& protocol, RunOptions options,
              const Progress& progress) {
  const std::unique_ptr<Target> target =
      make_target(protocol, options.mode, spec, options.timeout_scale);
  options.twin = [&](const std::string& variant) {
    return twin_target(find_protocol(protocol.family() + "/" + variant), options.mode);
  };
  return run(protocol, *target, options, progress, interruption());
}

Report run_on(const TargetSpec& spec, const Protocol& protocol, const RunOptions& options) {
  ProgressLine line;
  return run_on(spec, protocol, options, line.after_each_case());
}

int check(const TargetSpec& spec, const CheckOptions& options) {
  const bool several = is_pattern(options.protocol);
  if (several && !spec.reference)
    throw UsageError("several protocols at once go with --reference only; name one");
  const std::vector<const Protocol*> protocols = matching_protocols(options.protocol);
  RunOptions run_with = run_options(options);
  std::vector<ReportFile> files = report_files(options.reports);
  // Where stdout takes the JSON, it takes nothing else.
  const bool aside = std::ranges::any_of(files, &ReportFile::is_stdout);
  const auto tell = aside ? say_aside : say;
  nlohmann::ordered_json all = nlohmann::ordered_json::array();
  std::vector<int> codes;
  for (const Protocol* protocol : protocols) {
    run_with.mode = find_mode(*protocol, options.mode);
    const Report report = run_on(spec, *protocol, run_with);
    all.push_back(to_json(report, spec.words()));
    if (!several) save(files, all.back());
    tell(to_terminal(all.back(), options.verbose) + question(*protocol, report));
    codes.push_back(exit_code(report));
    if (report.interrupted) break;
  }
  if (several) save(files, all);
  return worst_exit_code(codes);
}

}  // namespace assay::cli
