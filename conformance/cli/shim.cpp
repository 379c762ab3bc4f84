// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <fstream>

#include "conformance/cli/commands.hpp"
#include "conformance/cli/output.hpp"
#include "conformance/options/shown.hpp"
#include "conformance/targets/interrupt.hpp"
#include "conformance/targets/isolation.hpp"
#include "conformance/targets/library/library_target.hpp"
#include "conformance/targets/shim_check.hpp"
#include "spec/template_node_hsp.hpp"
#include "spec/template_node_request.hpp"
#include "spec/template_node_transport.hpp"
#include "spec/template_python_hsp.hpp"
#include "spec/template_python_request.hpp"

namespace assay::cli {
namespace {

using Files = std::vector<TemplateFile>;

Files helper_files(const std::string& language) {
  if (language == "python") {
    return {{"hsp.py", template_python_hsp}, {"hsp_request.py", template_python_request}};
  }
  return {{"hsp.js", template_node_hsp},
          {"request.js", template_node_request},
          {"transport.js", template_node_transport}};
}

Files template_files(const Protocol& protocol, const std::string& language) {
  const auto own = protocol.templates.find(language);
  if (own == protocol.templates.end()) {
    throw UsageError(
        fmt::format("there is no shim in {} to start from for {}", language, protocol.name));
  }
  Files files = own->second;
  for (const TemplateFile& helper : helper_files(language)) files.push_back(helper);
  return files;
}

void write_files(const Files& files, const std::string& folder) {
  const std::filesystem::path to = folder;
  std::error_code error;
  if (!std::filesystem::create_directory(to, error)) {
    throw UsageError(
        fmt::format("{} exists already, or cannot be made: name a new folder", folder));
  }
  for (const TemplateFile& file : files) {
    std::ofstream out(to / file.name);
    out << file.text;
    if (!out.flush()) throw OutputError(fmt::format("cannot write {}/{}", folder, file.name));
  }
}

}  // namespace

int shim_check(const TargetSpec& target, const std::string& protocol) {
  if (target.command.empty() == target.lib.empty()) {
    throw UsageError("shim check takes `-- CMD ARGS...` or --lib FILE.so");
  }
  if (target.isolate) isolate_commands();
  const std::vector<std::string> argv =
      target.lib.empty() ? target.command : library_command(target.lib);
  const std::vector<RuleResult> results = check_shim(find_protocol(protocol), {.argv = argv});
  stop_where_interrupted();
  int broken = 0;
  for (const RuleResult& r : results) {
    broken += !r.passed;
    say(fmt::format("{} {}\n", r.passed ? "✔" : "✗", r.rule));
    if (!r.passed) say(fmt::format("    {}\n", shown(r.seen)));
  }
  say(fmt::format("{} of {} rules kept\n", results.size() - static_cast<std::size_t>(broken),
                  results.size()));
  return broken == 0 ? 0 : exit_defective;
}

int shim_init(const std::string& language, const std::string& folder, const std::string& protocol) {
  write_files(template_files(find_protocol(protocol), language), folder);
  const std::string run = language == "python" ? "python3 " + shell_quoted(folder + "/shim.py")
                                               : "node " + shell_quoted(folder + "/shim.js");
  say(
      fmt::format("{0} is a shim to start from. It runs as it stands:\n\n"
                  "  assay shim check -- {1}\n  assay check -- {1}\n",
                  shown(folder), run));
  return 0;
}

}  // namespace assay::cli
