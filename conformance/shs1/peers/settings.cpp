// SPDX-License-Identifier: MIT
#include "conformance/shs1/peers/settings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace assay::peers {
namespace {

constexpr std::size_t key_octets = 32;

// Names in OpenRequest::bytes that are capabilities by the same name.
constexpr std::array<std::string_view, 2> injectable = {"inject.ephemeral_sk",
                                                        "inject.ephemeral_seed"};

void require(bool allowed, std::string_view what) {
  if (!allowed) throw Unsupported(std::string(what));
}

void check_bytes(const OpenRequest& request, const Capabilities& caps) {
  for (const auto& [name, value] : request.bytes) {
    const bool peer = name == "peer_pk" && request.role == Role::client;
    const bool known = name == "network_key" || name == "static_seed" || peer;
    const bool injects = std::ranges::find(injectable, name) != injectable.end();
    require(known || (injects && caps.has(name)), name);
    if (value.size() != key_octets) {
      throw Defective(fmt::format("{} has {} octets, not {}", name, value.size(), key_octets));
    }
  }
  if (request.bytes.contains("inject.ephemeral_sk") &&
      request.bytes.contains("inject.ephemeral_seed")) {
    throw Defective("inject.ephemeral_sk and inject.ephemeral_seed exclude each other");
  }
}

void check_authorize(const OpenRequest& request, const Capabilities& caps) {
  if (!request.authorize) return;
  require(request.role == Role::server && !caps.authorize.empty() && caps.authorize != "none",
          "authorize");
  require(request.authorize->delay == Millis(0) || caps.has("authorize.delay_ms"),
          "authorize.delay_ms");
  require(request.authorize->then == Authorize::Then::decide || caps.has("authorize.then"),
          "authorize.then");
  if (!request.authorize->keys) return;
  for (const Bytes& key : *request.authorize->keys) {
    if (key.size() == key_octets) continue;
    throw Defective(
        fmt::format("authorize.keys holds one of {} octets, not {}", key.size(), key_octets));
  }
}

std::optional<Bytes> optional(const OpenRequest& request, const std::string& name) {
  const auto it = request.bytes.find(name);
  return it == request.bytes.end() ? std::nullopt : std::optional(it->second);
}

Bytes mandatory(const OpenRequest& request, const std::string& name) {
  if (std::optional<Bytes> value = optional(request, name)) return *value;
  throw Defective(fmt::format("{} is missing", name));
}

}  // namespace

Settings check(const OpenRequest& request, const Capabilities& caps) {
  require(request.role == Role::server ? caps.server : caps.client,
          fmt::format("role {}", name(request.role)));
  check_bytes(request, caps);
  check_authorize(request, caps);
  require(!request.timeout || caps.has("timeout_ms"), "timeout_ms");
  if (request.timeout && *request.timeout <= Millis(0))
    throw Defective("timeout_ms must be positive");
  require(request.endpoint.empty() || caps.has("endpoint"), "endpoint");
  return {.role = request.role,
          .network_key = mandatory(request, "network_key"),
          .static_seed = mandatory(request, "static_seed"),
          .peer_pk = request.role == Role::client ? mandatory(request, "peer_pk") : Bytes{},
          .ephemeral_sk = optional(request, "inject.ephemeral_sk"),
          .ephemeral_seed = optional(request, "inject.ephemeral_seed"),
          .endpoint = request.endpoint};
}

}  // namespace assay::peers
