// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <CLI/StringTools.hpp>
#include <algorithm>

#include "conformance/cli/commands.hpp"
#include "conformance/options/shown.hpp"
#include "conformance/targets/hsp_target.hpp"
#include "conformance/targets/isolation.hpp"
#include "conformance/targets/library/library_target.hpp"
#include "conformance/targets/tcp/tcp_target.hpp"
#include "conformance/targets/udp/udp_target.hpp"

namespace assay::cli {
namespace {

std::vector<std::string> words_of(const std::string& command) {
  return command.empty() ? std::vector<std::string>{} : CLI::detail::split_up(command);
}

using Keys = std::map<std::string, Bytes>;

// The keys that --key may name for an end that the runner plays, or opens, in that role.
std::vector<Parameter> live_keys(const Protocol& protocol, Role role) {
  std::vector<Parameter> keys;
  for (const Parameter& p : protocol.parameters)
    if (!p.key.empty() && std::ranges::find(p.roles, role) != p.roles.end()) keys.push_back(p);
  return keys;
}

Bytes key_value(const Parameter& p, const std::string& text) {
  try {
    Bytes bytes = unhex(text);
    if (bytes.size() >= p.least && bytes.size() <= p.most) return bytes;
    throw std::invalid_argument(fmt::format("{} bytes", bytes.size()));
  } catch (const std::invalid_argument& e) {
    const std::string digits = p.least == p.most ? std::to_string(2 * p.most)
                                                 : fmt::format("{} to {}", 2 * p.least, 2 * p.most);
    throw UsageError(
        fmt::format("--key {}= takes {} lower-case hex digits: {}", p.key, digits, e.what()));
  }
}

std::string names_of(const std::vector<Parameter>& known) {
  std::string names;
  for (const Parameter& p : known) names += (names.empty() ? "" : ", ") + p.key;
  return names.empty() ? "none" : names;
}

Keys given_keys(const std::vector<Parameter>& known, const std::vector<std::string>& words) {
  Keys keys;
  for (const std::string& word : words) {
    const std::size_t equals = std::min(word.find('='), word.size());
    const auto found = std::ranges::find(known, word.substr(0, equals), &Parameter::key);
    if (found == known.end() || equals == word.size()) {
      throw UsageError(
          fmt::format("--key is NAME=HEX, NAME one of {}, not {}", names_of(known), word));
    }
    if (!keys.emplace(found->key, key_value(*found, word.substr(equals + 1))).second)
      throw UsageError(fmt::format("--key {}=... is given twice", found->key));
  }
  return keys;
}

LiveServer live_server(const Protocol& protocol, const TargetSpec& spec,
                       const std::string& address) {
  const std::vector<Parameter> known = live_keys(protocol, dialling_role(protocol));
  LiveServer server{.address = tcp::parse_address(address),
                    .keys = given_keys(known, spec.keys),
                    .serve = words_of(spec.serve),
                    .allow_list = spec.allow_list};
  for (const Parameter& p : known) {
    if (!server.keys.contains(p.key))
      throw UsageError(fmt::format("this target needs --key {}=HEX", p.key));
  }
  return server;
}

// What the command takes is the runner's choice, the rest is told; the name of the other end must
// be the runner's, which plays it.
void check_trigger(const Parameter& p, const TargetSpec& spec, const Keys& told) {
  const bool takes = spec.trigger.find("{" + p.key + "}") != std::string::npos;
  if (takes && told.contains(p.key)) {
    throw UsageError(
        fmt::format("either the command of --trigger takes {{{0}}}, or --key {0}=HEX", p.key));
  }
  if (p.holder == Parameter::Holder::other && !takes)
    throw UsageError(fmt::format("the command of --trigger must take {{{}}}", p.key));
  if (p.holder == Parameter::Holder::both && !takes && !told.contains(p.key)) {
    throw UsageError(
        fmt::format("either the command of --trigger takes {{{0}}}, or --key {0}=HEX", p.key));
  }
}

LiveClient live_client(const Protocol& protocol, const TargetSpec& spec) {
  if (spec.trigger.empty()) throw UsageError("--listen needs --trigger CMD, which makes it dial");
  std::vector<Parameter> known = live_keys(protocol, dialling_role(protocol));
  std::vector<Parameter> tellable = known;
  std::erase_if(tellable, [](const Parameter& p) { return p.holder != Parameter::Holder::both; });
  LiveClient client{.listen = tcp::parse_listen_address(spec.listen),
                    .trigger = words_of(spec.trigger),
                    .keys = given_keys(tellable, spec.keys)};
  // The name of the other end first, without which nothing can be tried.
  using enum Parameter::Holder;
  for (const auto holder : {other, own, both}) {
    for (const Parameter& p : known) {
      if (p.holder == holder) check_trigger(p, spec, client.keys);
    }
  }
  if (client.listen.port == 0 && spec.trigger.find("{port}") == std::string::npos)
    throw UsageError("with --listen 0 the command of --trigger must take {port}");
  return client;
}

void refuse_stray_options(const TargetSpec& spec) {
  const bool dialled = !spec.tcp.empty() || !spec.udp.empty(), listen = !spec.listen.empty();
  const std::pair<const char*, bool> stray[] = {
      {"--key", !spec.keys.empty() && !dialled && !listen},
      {"--serve", !spec.serve.empty() && !dialled},
      {"--allow-list", spec.allow_list && !dialled},
      {"--trigger", !spec.trigger.empty() && !listen},
      {"--isolate", spec.isolate && spec.reference}};
  for (const auto& [option, wrong] : stray) {
    if (wrong) throw UsageError(fmt::format("{} does not belong to this target", option));
  }
}

void refuse_other_carrier(const Protocol& protocol, const TargetSpec& spec) {
  const bool datagrams = protocol.carrier == Carrier::datagrams;
  if (datagrams && (!spec.tcp.empty() || !spec.listen.empty()))
    throw UsageError(protocol.name + " is carried by datagrams: name its live peer as --udp");
  if (!datagrams && !spec.udp.empty())
    throw UsageError(protocol.name + " is carried by a stream: name its live peer as --tcp");
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
  const auto add = [&out](const std::string& option, const std::string& value) {
    if (!value.empty())
      out += fmt::format("{}--{} {}", out.empty() ? "" : " ", option, shell_quoted(value));
  };
  add("lib", lib), add("tcp", tcp), add("udp", udp), add("listen", listen);
  for (const std::string& key : keys) add("key", key);
  add("serve", serve), add("trigger", trigger);
  for (const auto& [option, value] : own) add(option, value);
  if (allow_list) out += " --allow-list";
  if (isolate) out += out.empty() ? "--isolate " : " --isolate";
  if (!out.empty() && command.empty()) return out;
  out += "--";
  for (const std::string& word : command) out += " " + shell_quoted(word);
  return out;
}

std::unique_ptr<Target> make_target(const Protocol& protocol, const std::string& mode,
                                    const TargetSpec& spec, double timeout_scale) {
  const OwnTarget* own = own_target(protocol, spec);
  const int given = int{spec.reference} + int{!spec.lib.empty()} + int{own != nullptr} +
                    int{!spec.tcp.empty()} + int{!spec.udp.empty()} + int{!spec.listen.empty()} +
                    int{!spec.command.empty()};
  if (given == 0) {
    throw UsageError(
        fmt::format("no target; name one: --reference (the built-in reference), --lib FILE.so, "
                    "{}--tcp HOST:PORT, --udp HOST:PORT, --listen PORT, "
                    "or -- CMD ARGS… (a process that speaks HSP/1)",
                    own_options(protocol)));
  }
  if (given > 1) throw UsageError("name one target, not several");
  refuse_stray_options(spec);
  if (spec.isolate) isolate_commands();
  refuse_other_carrier(protocol, spec);
  if (spec.reference) return protocol.reference(mode);
  if (!spec.lib.empty()) return library_target(protocol, spec.lib, timeout_scale);
  if (!spec.tcp.empty())
    return live_server_target(protocol, live_server(protocol, spec, spec.tcp), timeout_scale);
  if (!spec.udp.empty())
    return live_datagram_target(protocol, live_server(protocol, spec, spec.udp), timeout_scale);
  if (!spec.listen.empty())
    return live_client_target(protocol, live_client(protocol, spec), timeout_scale);
  if (own != nullptr) return own->make(spec.own, timeout_scale);
  return hsp_target(protocol, spec.command, timeout_scale);
}

}  // namespace assay::cli
