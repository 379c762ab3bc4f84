// SPDX-License-Identifier: MIT
#include "conformance/targets/hsp_open.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "conformance/targets/hsp_params.hpp"
#include "conformance/targets/record.hpp"
#include "conformance/targets/strict_json.hpp"

namespace assay {
namespace {

using nlohmann::json;
using What = std::optional<std::string>;

What undeclared_parameter(const Protocol& protocol, Role role, const Capabilities& caps,
                          const std::string& key) {
  const Parameter* p = find_parameter(protocol, role, key);
  if (p == nullptr) return "params." + key;
  if (!applies(*p, role)) return fmt::format("params.{} of a {}", key, name(role));
  if (p->optional && !caps.has(key)) return key;
  return std::nullopt;
}

What undeclared_parameters(const Protocol& protocol, const OpenRequest& request,
                           const Capabilities& caps) {
  std::vector<std::string> keys;
  const auto add = [&](const auto& values) {
    for (const auto& [key, value] : values) keys.push_back(key);
  };
  add(request.bytes), add(request.numbers), add(request.texts), add(request.records);
  for (const std::string& key : keys)
    if (const What what = undeclared_parameter(protocol, request.role, caps, key)) return what;
  return std::nullopt;
}

What undeclared_mode(const Protocol& protocol, const OpenRequest& request,
                     const Capabilities& caps) {
  if (request.mode.empty()) return std::nullopt;
  const bool first = !protocol.modes.empty() && request.mode == protocol.modes.front();
  const bool declared =
      caps.modes.empty() ? first : std::ranges::find(caps.modes, request.mode) != caps.modes.end();
  return declared ? What() : "mode " + request.mode;
}

What undeclared_authorize(const Protocol& protocol, const OpenRequest& request,
                          const Capabilities& caps) {
  if (!request.authorize) return std::nullopt;
  if (!decides(protocol, request.role))
    return fmt::format("params.authorize of a {}", name(request.role));
  if (caps.authorize == "none") return "params.authorize";
  if (request.authorize->delay.count() > 0 && !caps.has("authorize.delay_ms"))
    return "authorize.delay_ms";
  if (request.authorize->then != Authorize::Then::decide && !caps.has("authorize.then"))
    return "authorize.then";
  return std::nullopt;
}

Role parse_role(const Protocol& protocol, const json& request) {
  const std::string word = text_member(request, "role");
  for (const Role role : known_roles(protocol))
    if (name(role) == word) return role;
  throw Unsupported("role " + printable(word, 40));
}

std::string parse_mode(const Protocol& protocol, const json& request) {
  if (!request.contains("mode")) return protocol.modes.empty() ? "" : protocol.modes.front();
  const std::string word = text_member(request, "mode");
  if (std::ranges::find(protocol.modes, word) == protocol.modes.end())
    throw Unsupported("mode " + printable(word, 40));
  return word;
}

}  // namespace

What undeclared(const Protocol& protocol, const OpenRequest& request, const Capabilities& caps) {
  if (!caps.plays(request.role)) return "role " + std::string(name(request.role));
  if (const What what = undeclared_mode(protocol, request, caps)) return what;
  if (const What what = undeclared_parameters(protocol, request, caps)) return what;
  if (request.clock && !caps.has("clock") && !always_told_the_time(protocol)) return "clock";
  if (request.timeout && !caps.has("timeout_ms")) return "timeout_ms";
  if (!request.endpoint.empty() && !caps.has("endpoint")) return "endpoint";
  return undeclared_authorize(protocol, request, caps);
}

json open_json(const OpenRequest& request, const Capabilities& caps) {
  json written = {{"op", "open"},
                  {"protocol", request.protocol},
                  {"role", name(request.role)},
                  {"params", params_json(request)}};
  if (!request.endpoint.empty()) written["endpoint"] = request.endpoint;
  if (!request.mode.empty() && !caps.modes.empty()) written["mode"] = request.mode;
  return written;
}

OpenRequest parse_open(const Protocol& protocol, const json& request) {
  OpenRequest parsed{.protocol = text_member(request, "protocol"),
                     .role = parse_role(protocol, request)};
  parsed.mode = parse_mode(protocol, request);
  parse_params(protocol, member(request, "params"), parsed);
  if (request.contains("endpoint")) parsed.endpoint = text_member(request, "endpoint");
  return parsed;
}

}  // namespace assay
