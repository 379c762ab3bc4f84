// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>

#include "conformance/cli/commands.hpp"
#include "conformance/cli/progress.hpp"
#include "conformance/engine/twin.hpp"
#include "conformance/report/report.hpp"

namespace assay::cli {
namespace {

std::atomic<bool> interrupted = false;  // set by SIGINT, read between cases

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

Effort effort(const std::string& word) {
  return word == "quick" ? Effort::quick : word == "full" ? Effort::full : Effort::normal;
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

std::vector<std::string> report_files(const std::vector<std::string>& words) {
  std::vector<std::string> files;
  for (const std::string& word : words) {
    if (!word.starts_with("json=") || word.size() == 5) {
      throw UsageError("--report takes json=FILE, not " + word);
    }
    files.push_back(word.substr(5));
  }
  return files;
}

void write(const std::string& path, const std::string& text) {
  std::ofstream out(path);
  out << text << '\n';
  if (!out.flush()) throw UsageError("cannot write the report to " + path);
}

void save(const std::vector<std::string>& files, const nlohmann::ordered_json& report) {
  for (const std::string& path : files) write(path, report.dump(2));
}

// A live server was set up by someone else: where not even the honest run gets through, the keys
// are the first thing to ask about.
std::string question(const Report& report) {
  for (const AttackResult& a : report.attacks) {
    for (const CaseResult& c : a.cases) {
      if (!report.caps.fixed.empty() && a.attack->control == nullptr &&
          c.verdict == Verdict::control_failed) {
        return fmt::format("? {}: {}\n", a.attack->name(), c.observed);
      }
    }
  }
  return {};
}

}  // namespace

RunOptions run_options(const CheckOptions& o) {
  return {.roles = roles(o.role),
          .rows = rows(o.rows),
          .cases = o.cases.empty() ? std::vector<std::string>{} : std::vector{o.cases},
          .effort = effort(o.effort),
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

Report run_on(const TargetSpec& spec, const Protocol& protocol, RunOptions options) {
  const std::unique_ptr<Target> target = make_target(protocol, spec, options.timeout_scale);
  options.twin = [&](const std::string& variant) {
    return twin_target(find_protocol(protocol.family() + "/" + variant), options.mode);
  };
  std::signal(SIGINT, [](int) {
    interrupted = true;
    std::signal(SIGINT, SIG_DFL);  // who asks twice does not want to wait for the case at hand
  });
  ProgressLine line;
  return run(protocol, *target, options, line.after_each_case(), interrupted);
}

int check(const TargetSpec& spec, const CheckOptions& options) {
  const bool several = is_pattern(options.protocol);
  if (several && !spec.reference)
    throw UsageError("several protocols at once go with --reference only; name one");
  const std::vector<const Protocol*> protocols = matching_protocols(options.protocol);
  RunOptions run_with = run_options(options);
  const std::vector<std::string> files = report_files(options.reports);
  nlohmann::ordered_json all = nlohmann::ordered_json::array();
  std::vector<int> codes;
  for (const Protocol* protocol : protocols) {
    run_with.mode = find_mode(*protocol, options.mode);
    const Report report = run_on(spec, *protocol, run_with);
    all.push_back(to_json(report, spec.words()));
    if (!several) save(files, all.back());
    std::fputs(to_terminal(all.back(), options.verbose).c_str(), stdout);
    std::fputs(question(report).c_str(), stdout);
    codes.push_back(exit_code(report));
    if (report.interrupted) break;
  }
  if (several) save(files, all);
  return worst_exit_code(codes);
}

}  // namespace assay::cli
