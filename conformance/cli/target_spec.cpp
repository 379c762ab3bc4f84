// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <CLI/StringTools.hpp>
#include <algorithm>

#include "conformance/cli/commands.hpp"
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

// The target of the protocol's own that the options given ask for; null: none of its own. An option
// that no target of the protocol has is another protocol's.
const OwnTarget* own_target(const Protocol& protocol, const TargetSpec& spec) {
  const OwnTarget* found = nullptr;
  for (const auto& [option, value] : spec.own) {
    if (value.empty()) continue;
    const auto has = [&option](const OwnTarget& own) {
      return std::ranges::find(own.options, option, &OwnTarget::Option::name) != own.options.end();
    };
    const auto own = std::ranges::find_if(protocol.own_targets, has);
    if (own == protocol.own_targets.end()) {
      throw UsageError(fmt::format("--{} is no target of the protocol {}", option, protocol.name));
    }
    if (found != nullptr && found != &*own) throw UsageError("name one target, not several");
    found = &*own;
  }
  return found;
}

std::string own_options(const Protocol& protocol) {
  std::string words;
  for (const OwnTarget& own : protocol.own_targets) {
    for (const auto& option : own.options) words += fmt::format("--{} CMD, ", option.name);
  }
  return words;
}

}  // namespace

std::string TargetSpec::words() const {
  if (reference) return "--reference";
  std::string out;
  const std::pair<const char*, const std::string*> options[] = {{"--lib", &lib},
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
  for (const auto& [option, value] : own) {
    if (!value.empty())
      out += fmt::format("{}--{} {}", out.empty() ? "" : " ", option, quoted(value));
  }
  if (allow_list) out += " --allow-list";
  if (!out.empty()) return out;
  out = "--";
  for (const std::string& word : command) out += " " + quoted(word);
  return out;
}

std::unique_ptr<Target> make_target(const Protocol& protocol, const TargetSpec& spec,
                                    double timeout_scale) {
  const OwnTarget* own = own_target(protocol, spec);
  const int given = int{spec.reference} + int{!spec.lib.empty()} + int{own != nullptr} +
                    int{!spec.tcp.empty()} + int{!spec.listen.empty()} + int{!spec.command.empty()};
  if (given == 0) {
    throw UsageError(
        fmt::format("no target; name one: --reference (the built-in reference), --lib FILE.so, "
                    "{}--tcp HOST:PORT, --listen PORT, "
                    "or -- CMD ARGS… (a process that speaks HSP/1)",
                    own_options(protocol)));
  }
  if (given > 1) throw UsageError("name one target, not several");
  refuse_stray_options(spec);
  if (spec.reference) return protocol.reference("");
  if (!spec.lib.empty()) return library_target(protocol, spec.lib, timeout_scale);
  if (!spec.tcp.empty()) return live_server_target(live_server(spec), timeout_scale);
  if (!spec.listen.empty()) return live_client_target(live_client(spec), timeout_scale);
  if (own != nullptr) return own->make(spec.own, timeout_scale);
  return hsp_target(protocol, spec.command, timeout_scale);
}

}  // namespace assay::cli
