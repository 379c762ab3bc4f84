// SPDX-License-Identifier: MIT
#include <CLI/StringTools.hpp>

#include "conformance/cli/commands.hpp"
#include "conformance/shs1/peers/reference_target.hpp"
#include "conformance/shs1/suite.hpp"
#include "conformance/targets/contract/contract_target.hpp"
#include "conformance/targets/hsp_target.hpp"
#include "conformance/targets/library/library_target.hpp"

namespace assay::cli {
namespace {

std::string quoted(const std::string& word) {
  constexpr std::string_view plain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./=:,+%@";
  if (!word.empty() && word.find_first_not_of(plain) == std::string::npos) return word;
  std::string out = "'";
  for (const char c : word) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

std::vector<std::string> words_of(const std::string& command) {
  return command.empty() ? std::vector<std::string>{} : CLI::detail::split_up(command);
}

}  // namespace

std::string TargetSpec::words() const {
  if (reference) return "--reference";
  if (!lib.empty()) return "--lib " + quoted(lib);
  std::string out;
  if (!exec_server.empty()) out += "--exec-server " + quoted(exec_server);
  if (!exec_client.empty())
    out += (out.empty() ? "" : " ") + ("--exec-client " + quoted(exec_client));
  if (!out.empty()) return out;
  out = "--";
  for (const std::string& word : command) out += " " + quoted(word);
  return out;
}

std::unique_ptr<Target> make_target(const TargetSpec& spec, double timeout_scale) {
  const bool contract = !spec.exec_server.empty() || !spec.exec_client.empty();
  const int given = int{spec.reference} + int{!spec.lib.empty()} + int{contract} + int{!spec.command.empty()};
  if (given == 0) {
    throw UsageError(
        "no target; name one: --reference (the built-in SHS1 reference), --lib FILE.so, "
        "--exec-server CMD, --exec-client CMD, or -- CMD ARGS… (a process that speaks HSP/1)");
  }
  if (given > 1) throw UsageError("name one target, not several");
  if (spec.reference) return reference_target();
  if (!spec.lib.empty()) return library_target(spec.lib, timeout_scale);
  if (!contract) return hsp_target(spec.command, timeout_scale);
  return contract_target(
      {.server = words_of(spec.exec_server), .client = words_of(spec.exec_client)}, timeout_scale);
}

Suite find_suite(const std::string& protocol) {
  if (protocol == "shs1") return mallory::shs1_suite();
  throw UsageError("there is no protocol " + protocol + "; those known are: shs1");
}

}  // namespace assay::cli
