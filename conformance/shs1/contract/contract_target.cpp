// SPDX-License-Identifier: MIT
#include "conformance/shs1/contract/contract_target.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "conformance/shs1/contract/probe.hpp"
#include "conformance/shs1/contract/session.hpp"

namespace assay {
namespace {

using namespace contract;

const Bytes& parameter(const OpenRequest& request, const char* key) {
  const auto it = request.bytes.find(key);
  if (it == request.bytes.end()) throw Defective(fmt::format("open names no {}", key));
  if (it->second.size() != 32) throw Defective(fmt::format("{} is not 32 bytes", key));
  return it->second;
}

void require(bool supported, const std::string& what) {
  if (!supported) throw Unsupported(what);
}

void set_ephemeral(Launch& launch, const OpenRequest& request, const Support& support) {
  if (request.bytes.contains("inject.ephemeral_sk")) {
    require(support.ephemeral_secret, "inject.ephemeral_sk");
    launch.command.env["SHS1_EPHEMERAL_SECRET"] = hex(parameter(request, "inject.ephemeral_sk"));
  }
  if (request.bytes.contains("inject.ephemeral_seed")) {
    require(support.ephemeral_seed, "inject.ephemeral_seed");
    launch.command.env["SHS1_EPHEMERAL_SEED"] = hex(parameter(request, "inject.ephemeral_seed"));
  }
}

void set_authorize(Launch& launch, const OpenRequest& request, const Support& support) {
  if (!request.authorize) return;
  const Authorize& authorize = *request.authorize;
  require(request.role == Role::server, "authorize for a client");
  require(authorize.then == Authorize::Then::decide, "authorize.then");
  if (authorize.keys) {
    require(support.allow_list, "authorize (SHS1_ALLOW_FILE)");
    launch.admit(*authorize.keys);
  }
  if (authorize.delay > Millis(0)) {
    require(support.authorize_delay, "authorize.delay_ms");
    launch.command.env["SHS1_AUTHORIZE_DELAY_MS"] = std::to_string(authorize.delay.count());
  }
}

void set_timeout(Launch& launch, const OpenRequest& request, const Support& support) {
  if (!request.timeout) return;
  require(support.timeout, "timeout_ms");
  launch.command.env["SHS1_TIMEOUT_MS"] = std::to_string(request.timeout->count());
}

// The one text of a request: the stream is to be served in the outcome's place.
void set_stream(Launch& launch, const OpenRequest& request, const Support& support) {
  const auto it = request.texts.find("box_stream");
  if (it == request.texts.end()) return;
  require(support.echo, "stream.echo (SHS1_BOX_STREAM)");
  launch.command.env["SHS1_BOX_STREAM"] = it->second;
  launch.outcome_comes = false;
}

void require_known(const OpenRequest& request) {
  constexpr std::string_view server[] = {"network_key", "static_seed"};
  constexpr std::string_view client[] = {"network_key", "static_seed", "peer_pk"};
  const auto known = request.role == Role::server ? std::span<const std::string_view>(server)
                                                  : std::span<const std::string_view>(client);
  for (const auto& [key, value] : request.bytes) {
    require(std::ranges::count(known, key) > 0 || key == "inject.ephemeral_sk" ||
                key == "inject.ephemeral_seed",
            key);
  }
  require(request.endpoint.empty(), "endpoint");
}

class Executables : public ContractTarget {
 public:
  Executables(ContractCommands commands, double scale)
      : commands_(std::move(commands)), scale_(scale) {}

  Identity identity() override { return {command_names(), ""}; }
  Capabilities capabilities(const std::string& protocol) override;
  std::unique_ptr<Session> open(const OpenRequest& request) override;
  void restart() override {}  // every session is a fresh process
  std::unique_ptr<Target> another() override;
  bool one_process_per_session() const override { return true; }
  std::string stderr_tail() override { return *stderr_tail_; }
  std::vector<std::string> findings(Role role) override;

 private:
  const std::vector<std::string>& command(Role role) const {
    return role == Role::server ? commands_.server : commands_.client;
  }
  const Support& support(Role role);
  Launch core(const OpenRequest& request, const Support& support);
  std::string command_names() const;

  ContractCommands commands_;
  double scale_;
  std::optional<Support> server_, client_;
  std::shared_ptr<std::string> stderr_tail_ = std::make_shared<std::string>();
};

const Support& Executables::support(Role role) {
  auto& known = role == Role::server ? server_ : client_;
  if (!known) known = probe(command(role), role, scale_);
  return *known;
}

std::vector<std::string> Executables::findings(Role role) {
  return command(role).empty() ? std::vector<std::string>{} : support(role).findings;
}

std::unique_ptr<Target> Executables::another() {
  auto other = std::make_unique<Executables>(commands_, scale_);
  other->server_ = server_;
  other->client_ = client_;
  return other;
}

std::string Executables::command_names() const {
  std::string names;
  for (const auto* argv : {&commands_.server, &commands_.client}) {
    if (!names.empty() && !argv->empty()) names += ", ";
    names += fmt::format("{}", fmt::join(*argv, " "));
  }
  return names;
}

// What every executable that was given can do.
Capabilities Executables::capabilities(const std::string& protocol) {
  Capabilities c{.server = !commands_.server.empty(), .client = !commands_.client.empty()};
  if (protocol != "shs1") throw Unsupported("protocol " + protocol);
  std::vector<const Support*> all;
  for (const Role role : {Role::server, Role::client}) {
    if (!command(role).empty()) all.push_back(&support(role));
  }
  const auto each = [&all](bool Support::* what) {
    return std::ranges::all_of(all, [what](const Support* s) { return s->*what; });
  };
  const std::pair<const char*, bool> caps[] = {
      {"outcome", true},
      {"inject.ephemeral_sk", each(&Support::ephemeral_secret)},
      {"inject.ephemeral_seed", each(&Support::ephemeral_seed)},
      {"timeout_ms", each(&Support::timeout)},
      {"stream.echo", std::ranges::any_of(all, &Support::echo)},
      {"events.verified", each(&Support::verified_event)},
      {"authorize.delay_ms", c.server && support(Role::server).authorize_delay}};
  for (const auto& [cap, there] : caps) {
    if (there) c.caps.emplace_back(cap);
  }
  c.observe = {"exit_status"};
  c.sessions = 16;
  c.layer = "executable contract";
  if (c.has("timeout_ms")) c.timeout_kind = "total";  // what the contract asks for
  // Whether msg4 waits for the decision is for C24 to show. Empty: nothing shows what the
  // executable does.
  if (c.server && support(Role::server).allow_list) c.authorize = "before-msg4";
  c.events = each(&Support::events);
  c.client_key = !c.client || support(Role::client).client_key;
  return c;
}

Launch Executables::core(const OpenRequest& request, const Support& support) {
  const Bytes& K = parameter(request, "network_key");
  if (request.role == Role::server) {
    return server_launch(command(request.role), K, parameter(request, "static_seed"));
  }
  Launch launch = client_launch(command(request.role), K, parameter(request, "peer_pk"));
  if (request.bytes.contains("static_seed")) {
    // Where no handshake ever succeeds nothing shows whether it is heeded, and naming it does no
    // harm.
    require(support.client_key || !support.completes, "static_seed (SHS1_CLIENT_SECRET_KEY)");
    launch.command.env["SHS1_CLIENT_SECRET_KEY"] =
        hex(secret_key(parameter(request, "static_seed")));
  }
  return launch;
}

std::unique_ptr<Session> Executables::open(const OpenRequest& request) {
  require(request.protocol == "shs1", "protocol " + request.protocol);
  require(!command(request.role).empty(), std::string(name(request.role)));
  require_known(request);
  const Support& able = support(request.role);
  Launch launch = core(request, able);
  set_ephemeral(launch, request, able);
  set_authorize(launch, request, able);
  set_timeout(launch, request, able);
  set_stream(launch, request, able);
  launch.events = able.events;
  launch.rejects_by_event = able.rejected_event;
  launch.takes_fragments = able.fragments;
  launch.scale = scale_;
  return std::make_unique<ContractSession>(std::move(launch), stderr_tail_);
}

}  // namespace

std::unique_ptr<ContractTarget> contract_target(ContractCommands commands, double timeout_scale) {
  return std::make_unique<Executables>(std::move(commands), timeout_scale);
}

}  // namespace assay
