// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <CLI/StringTools.hpp>

#include "conformance/cli/commands.hpp"
#include "conformance/shs1/contract/contract_target.hpp"
#include "conformance/targets/hsp_target.hpp"
#include "conformance/targets/library/library_target.hpp"
#include "conformance/targets/tcp/tcp_target.hpp"

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

Bytes key(std::string_view option, const std::string& text) {
  if (text.empty()) throw UsageError(fmt::format("this target needs {} HEX", option));
  try {
    Bytes octets = unhex(text);
    if (octets.size() == 32) return octets;
    throw std::invalid_argument(fmt::format("{} octets", octets.size()));
  } catch (const std::invalid_argument& e) {
    throw UsageError(
        fmt::format("{} is 64 lower-case hex digits (32 octets): {}", option, e.what()));
  }
}

LiveServer live_server(const TargetSpec& spec) {
  return {.address = tcp::parse_address(spec.tcp),
          .network_key = key("--network-key", spec.network_key),
          .server_key = key("--server-key", spec.server_key),
          .client_seed = key("--client-seed", spec.client_seed),
          .serve = words_of(spec.serve),
          .allow_list = spec.allow_list};
}

LiveClient live_client(const TargetSpec& spec) {
  if (spec.trigger.empty()) throw UsageError("--listen needs --trigger CMD, which makes it dial");
  const auto takes = [&](const char* word) { return spec.trigger.find(word) != std::string::npos; };
  if (!takes("{server_key}")) throw UsageError("the command of --trigger must take {server_key}");
  if (takes("{network_key}") == !spec.network_key.empty()) {
    throw UsageError("either the command of --trigger takes {network_key}, or --network-key HEX");
  }
  LiveClient client{.listen = tcp::parse_listen_address(spec.listen),
                    .trigger = words_of(spec.trigger)};
  if (client.listen.port == 0 && !takes("{port}")) {
    throw UsageError("with --listen 0 the command of --trigger must take {port}");
  }
  if (!spec.network_key.empty()) client.network_key = key("--network-key", spec.network_key);
  return client;
}

void refuse_stray_options(const TargetSpec& spec) {
  const bool tcp = !spec.tcp.empty(), listen = !spec.listen.empty();
  const std::pair<const char*, bool> stray[] = {
      {"--network-key", !spec.network_key.empty() && !tcp && !listen},
      {"--server-key", !spec.server_key.empty() && !tcp},
      {"--client-seed", !spec.client_seed.empty() && !tcp},
      {"--serve", !spec.serve.empty() && !tcp},
      {"--allow-list", spec.allow_list && !tcp},
      {"--trigger", !spec.trigger.empty() && !listen}};
  for (const auto& [option, wrong] : stray) {
    if (wrong) throw UsageError(fmt::format("{} does not belong to this target", option));
  }
}

}  // namespace

std::string TargetSpec::words() const {
  if (reference) return "--reference";
  std::string out;
  const std::pair<const char*, const std::string*> options[] = {{"--lib", &lib},
                                                                {"--exec-server", &exec_server},
                                                                {"--exec-client", &exec_client},
                                                                {"--tcp", &tcp},
                                                                {"--listen", &listen},
                                                                {"--network-key", &network_key},
                                                                {"--server-key", &server_key},
                                                                {"--client-seed", &client_seed},
                                                                {"--serve", &serve},
                                                                {"--trigger", &trigger}};
  for (const auto& [option, value] : options) {
    if (value->empty()) continue;
    out += fmt::format("{}{} {}", out.empty() ? "" : " ", option, quoted(*value));
  }
  if (allow_list) out += " --allow-list";
  if (!out.empty()) return out;
  out = "--";
  for (const std::string& word : command) out += " " + quoted(word);
  return out;
}

std::unique_ptr<Target> make_target(const Protocol& protocol, const TargetSpec& spec,
                                    double timeout_scale) {
  const bool contract = !spec.exec_server.empty() || !spec.exec_client.empty();
  const int given = int{spec.reference} + int{!spec.lib.empty()} + int{contract} +
                    int{!spec.tcp.empty()} + int{!spec.listen.empty()} + int{!spec.command.empty()};
  if (given == 0) {
    throw UsageError(
        "no target; name one: --reference (the built-in SHS1 reference), --lib FILE.so, "
        "--exec-server CMD, --exec-client CMD, --tcp HOST:PORT, --listen PORT, or -- CMD ARGS… (a "
        "process that speaks HSP/1)");
  }
  if (given > 1) throw UsageError("name one target, not several");
  refuse_stray_options(spec);
  if (spec.reference) return protocol.reference("");
  if (!spec.lib.empty()) return library_target(protocol, spec.lib, timeout_scale);
  if (!spec.tcp.empty()) return live_server_target(live_server(spec), timeout_scale);
  if (!spec.listen.empty()) return live_client_target(live_client(spec), timeout_scale);
  if (!contract) return hsp_target(protocol, spec.command, timeout_scale);
  return contract_target(
      {.server = words_of(spec.exec_server), .client = words_of(spec.exec_client)}, timeout_scale);
}

}  // namespace assay::cli
