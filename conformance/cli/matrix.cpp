// SPDX-License-Identifier: MIT
#include "conformance/cli/matrix.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "conformance/cli/in_parallel.hpp"
#include "conformance/cli/output.hpp"
#include "conformance/cli/progress.hpp"
#include "conformance/report/matrix.hpp"
#include "conformance/report/report.hpp"
#include "conformance/targets/interrupt.hpp"

namespace assay::cli {
namespace {

using Json = nlohmann::ordered_json;

struct Planned {
  const Protocol* protocol;
  std::string mode;
};

// Empty where the protocol does not have the mode that was asked for.
std::vector<std::string> modes_to_run(const Protocol& protocol, const std::string& asked) {
  const std::vector<std::string> all =
      protocol.modes.empty() ? std::vector<std::string>{""} : protocol.modes;
  if (asked.empty()) return all;
  return std::ranges::find(all, asked) == all.end() ? std::vector<std::string>{}
                                                    : std::vector{asked};
}

std::vector<Planned> planned(const std::vector<const Protocol*>& protocols,
                             const std::string& mode) {
  std::vector<Planned> all;
  for (const Protocol* protocol : protocols)
    for (const std::string& one : modes_to_run(*protocol, mode)) all.push_back({protocol, one});
  if (all.empty()) throw UsageError("none of these protocols has the mode " + mode);
  return all;
}

using Render = std::string (*)(const Json&);

const std::map<std::string, Render>& renders() {
  static const std::map<std::string, Render> all = {
      {"json", report_text}, {"html", matrix::to_html}, {"markdown", matrix::to_markdown}};
  return all;
}

struct Wanted {
  Render render;
  ReportFile file;
};

std::vector<Wanted> wanted_reports(const std::vector<std::string>& words) {
  std::vector<Wanted> all;
  for (const std::string& word : words) {
    const std::size_t at = word.find('=');
    const auto format = renders().find(word.substr(0, at));
    if (at == std::string::npos || at + 1 == word.size() || format == renders().end())
      throw UsageError(
          "--report takes json=FILE, html=FILE or markdown=FILE, or - for stdout, not " + word);
    if (std::ranges::count(words, word) > 1) throw UsageError("--report " + word + " stands twice");
    all.push_back({format->second, ReportFile(word.substr(at + 1))});
  }
  return all;
}

std::string told_differences(const Json& matrix) {
  const std::vector<std::string> all = matrix::differences(matrix);
  if (all.empty()) return "every cell is as claimed\n";
  return fmt::format("✗ {} cells are not as claimed:\n  {}\n", all.size(), fmt::join(all, "\n  "));
}

}  // namespace

Json run_matrix(const std::vector<const Protocol*>& protocols, const CheckOptions& options) {
  const RunOptions run_with = run_options(options);
  const std::vector<Planned> plan = planned(protocols, options.mode);
  std::vector<Json> columns(plan.size());
  ProgressLine line;
  in_parallel(plan.size(), options.jobs, [&](std::size_t i) {
    RunOptions own = run_with;
    own.mode = plan[i].mode;
    columns[i] =
        matrix::column(run_on({.reference = true}, *plan[i].protocol, own, line.after_each_case()));
  });
  return matrix::of_columns(std::move(columns), options.effort, hex(run_with.seed));
}

int matrix_exit_code(const Json& matrix, bool against_claims) {
  std::vector<int> codes;
  for (const Json& column : matrix.at("columns")) codes.push_back(column.at("exit"));
  if (against_claims && !matrix::differences(matrix).empty()) codes.push_back(1);
  return worst_exit_code(codes);
}

int matrix_command(const CheckOptions& options, bool check, bool ascii) {
  std::vector<Wanted> reports = wanted_reports(options.reports);
  const bool aside =
      std::ranges::any_of(reports, [](const Wanted& one) { return one.file.is_stdout(); });
  const std::string pattern = options.protocol.empty() ? "*" : options.protocol;
  const Json matrix = run_matrix(matching_protocols(pattern), options);
  for (Wanted& one : reports) one.file.write(one.render(matrix));
  const auto tell = aside ? say_aside : say;
  tell(matrix::to_terminal(matrix, ascii));
  if (interrupted()) {
    tell("interrupted: what did not run is UNDECIDED here, whatever the claims say\n");
    return matrix_exit_code(matrix, false);
  }
  if (check) tell(told_differences(matrix));
  return matrix_exit_code(matrix, check);
}

}  // namespace assay::cli
