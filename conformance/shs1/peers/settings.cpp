// SPDX-License-Identifier: MIT
#include "conformance/shs1/peers/settings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace assay::peers {
namespace {

constexpr std::size_t key_bytes = 32;

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
    if (value.size() != key_bytes) {
      throw Defective(fmt::format("{} has {} bytes, not {}", name, value.size(), key_bytes));
    }
  }
  if (request.bytes.contains("inject.ephemeral_sk") &&
      request.bytes.contains("inject.ephemeral_seed")) {
    throw Defective("inject.ephemeral_sk and inject.ephemeral_seed exclude each other");
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

Settings settings(const OpenRequest& request, const Capabilities& caps) {
  check_bytes(request, caps);
  return {.role = request.role,
          .network_key = mandatory(request, "network_key"),
          .static_seed = mandatory(request, "static_seed"),
          .peer_pk = request.role == Role::client ? mandatory(request, "peer_pk") : Bytes{},
          .ephemeral_sk = optional(request, "inject.ephemeral_sk"),
          .ephemeral_seed = optional(request, "inject.ephemeral_seed"),
          .endpoint = request.endpoint};
}

}  // namespace

Capabilities shs1_capabilities() {
  Capabilities caps = session_capabilities();
  caps.caps.insert(caps.caps.begin(), injectable.begin(), injectable.end());
  caps.authorize = "before-msg4";
  return caps;
}

Process process_of(std::function<std::unique_ptr<Machine>(const Settings&)> make,
                   Capabilities caps) {
  return [make = std::move(make), caps = std::move(caps)](const OpenRequest& request) {
    return make(settings(request, caps));
  };
}

}  // namespace assay::peers
