// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "conformance/cli/commands.hpp"
#include "conformance/cli/output.hpp"
#include "conformance/options/json_file.hpp"
#include "conformance/options/shown.hpp"
#include "conformance/report/report.hpp"

namespace assay::cli {
namespace {

using Json = nlohmann::ordered_json;

[[noreturn]] void not_whole(const std::string& file, const std::string& what) {
  throw UsageError(fmt::format("{} is not a whole report of `assay check --report json=FILE`: {}",
                               shown(file), what));
}

std::string text_of(const Json& report, const char* key, const std::string& file) {
  const auto found = report.find(key);
  if (found == report.end() || !found->is_string())
    not_whole(file, fmt::format("\"{}\" is no text", key));
  return found->get<std::string>();
}

const Json& list_of(const Json& object, const char* key, const std::string& file) {
  const auto found = object.is_object() ? object.find(key) : object.end();
  if (found == object.end() || !found->is_array())
    not_whole(file, fmt::format("\"{}\" is no list", key));
  return *found;
}

Json read_report(const std::string& file) {
  Json report = read_json_file(file);
  if (report.is_array())
    throw UsageError(shown(file) +
                     " holds reports of several protocols; give one of them by itself");
  if (!report.is_object() || !report.contains("schema") || report["schema"] != "assay-report-1")
    throw UsageError(shown(file) + " is not a report of `assay check --report json=FILE`");
  return report;
}

// What `replay` repeats: the findings, that is every case that kept a transcript. A name is one
// case's, never a pattern of many.
std::vector<std::string> findings(const Json& report, const std::string& file) {
  std::vector<std::string> names;
  for (const Json& attack : list_of(report, "attacks", file)) {
    for (const Json& c : list_of(attack, "cases", file)) {
      if (!c.is_object() || !c.contains("transcript")) continue;
      const std::string name = text_of(c, "name", file);
      if (is_pattern(name)) not_whole(file, fmt::format("\"{}\" names no case", shown(name, 100)));
      if (std::ranges::find(names, name) == names.end()) names.push_back(name);
    }
  }
  return names;
}

RunOptions options_of(const Json& report, const std::string& file) {
  CheckOptions written;
  written.effort = text_of(report, "effort", file);
  written.seed = text_of(report, "seed", file);
  RunOptions options = run_options(written);
  options.cases = findings(report, file);
  if (options.cases.empty()) throw UsageError(shown(file) + " holds no finding to replay");
  return options;
}

int print(const Report& report) {
  int repeated = 0, judged = 0;
  for (const AttackResult& a : report.attacks) {
    for (const CaseResult& c : a.cases) {
      const bool again = c.verdict == Verdict::succeeded || c.verdict == Verdict::crashed ||
                         c.verdict == Verdict::hung;
      repeated += again;
      judged += again || c.verdict == Verdict::withstood || c.verdict == Verdict::policy;
      say(fmt::format("{} {}  {}: {}\n", again ? "✗" : " ",
                      case_name(report.protocol, *a.attack, c.slug), name(c.verdict),
                      shown(c.observed)));
    }
  }
  const std::size_t all = report.options.cases.size();
  say(fmt::format("{} of {} findings repeated\n", repeated, all));
  if (repeated > 0) return 1;
  return judged == static_cast<int>(all) ? 0 : 6;
}

}  // namespace

int replay(const std::string& file, const TargetSpec& target) {
  const Json report = read_report(file);
  RunOptions options = options_of(report, file);
  const Protocol& protocol = find_protocol(text_of(report, "protocol", file));
  const std::string mode = text_of(report, "mode", file);
  options.mode = find_mode(protocol, mode == "-" ? "" : mode);
  return print(run_on(target, protocol, options));
}

}  // namespace assay::cli
