// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>

#include "conformance/cli/commands.hpp"
#include "conformance/report/report.hpp"

namespace assay::cli {
namespace {

using Json = nlohmann::ordered_json;

Json read_report(const std::string& file) {
  std::ifstream in(file);
  const Json report = Json::parse(in, nullptr, /*allow_exceptions=*/false);
  if (report.is_array()) {
    throw UsageError(file + " holds reports of several protocols; give one of them by itself");
  }
  if (!report.is_object() || report.value("schema", "") != "assay-report-1") {
    throw UsageError(file + " is not a report of `assay check --report json=FILE`");
  }
  return report;
}

// What `replay` repeats: the findings, that is every case that kept a transcript.
std::vector<std::string> findings(const Json& report) {
  std::vector<std::string> names;
  for (const Json& attack : report.at("attacks")) {
    for (const Json& c : attack.at("cases")) {
      if (c.contains("transcript")) names.push_back(c.at("name"));
    }
  }
  return names;
}

RunOptions options_of(const Json& report) {
  const std::string effort = report.at("effort");
  return {.cases = findings(report),
          .effort = effort == "quick"  ? Effort::quick
                    : effort == "full" ? Effort::full
                                       : Effort::normal,
          .seed = unhex(report.at("seed").get<std::string>())};
}

int print(const Report& report) {
  int repeated = 0, judged = 0;
  for (const AttackResult& a : report.attacks) {
    for (const CaseResult& c : a.cases) {
      const bool again = c.verdict == Verdict::succeeded || c.verdict == Verdict::crashed ||
                         c.verdict == Verdict::hung;
      repeated += again;
      judged += again || c.verdict == Verdict::withstood || c.verdict == Verdict::policy;
      std::fputs(
          fmt::format("{} {}  {}: {}\n", again ? "✗" : " ",
                      case_name(report.protocol, *a.attack, c.slug), name(c.verdict), c.observed)
              .c_str(),
          stdout);
    }
  }
  const std::size_t all = report.options.cases.size();
  std::fputs(fmt::format("{} of {} findings repeated\n", repeated, all).c_str(), stdout);
  if (repeated > 0) return 1;
  return judged == static_cast<int>(all) ? 0 : 6;
}

}  // namespace

int replay(const std::string& file, const TargetSpec& target) {
  const Json report = read_report(file);
  try {
    RunOptions options = options_of(report);
    if (options.cases.empty()) throw UsageError(file + " holds no finding to replay");
    const Protocol& protocol = find_protocol(report.at("protocol"));
    const std::string mode = report.at("mode");
    options.mode = find_mode(protocol, mode == "-" ? "" : mode);
    return print(run_on(target, protocol, options));
  } catch (const Json::exception& e) {
    throw UsageError(fmt::format("{} is not a whole report: {}", file, e.what()));
  }
}

}  // namespace assay::cli
