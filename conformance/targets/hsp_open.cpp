// SPDX-License-Identifier: MIT
#include "conformance/targets/hsp_open.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <string_view>

#include "conformance/targets/strict_json.hpp"

namespace assay {
namespace {

using nlohmann::json;

constexpr std::array<std::string_view, 3> then_words = {"decide", "error",
                                                        "never"};  // as in the enum
constexpr std::array<std::string_view, 3> plain_params = {"network_key", "static_seed", "peer_pk"};
constexpr std::array<std::string_view, 2> inject_params = {"ephemeral_sk", "ephemeral_seed"};
constexpr std::size_t param_octets = 32;  // of each of these

bool among(std::span<const std::string_view> names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

[[noreturn]] void unknown(const std::string& key) {
  throw Unsupported("params." + printable(key, 40));
}

Bytes param(const json& object, const std::string& key) {
  Bytes value = hex_member(object, key.c_str());
  if (value.size() != param_octets)
    throw JsonError(fmt::format("\"{}\" has {} octets, not {}", key, value.size(), param_octets));
  return value;
}

std::vector<Bytes> parse_keys(const json& keys) {
  if (!keys.is_array()) throw JsonError("\"keys\" is not a list");
  std::vector<Bytes> parsed;
  for (const json& key : keys) parsed.push_back(param({{"keys", key}}, "keys"));
  return parsed;
}

Authorize::Then parse_then(const json& object) {
  const std::string word = text_member(object, "then");
  const auto found = std::ranges::find(then_words, word);
  if (found == then_words.end()) throw JsonError("\"then\" is none of decide, error, never");
  return static_cast<Authorize::Then>(found - then_words.begin());
}

Authorize parse_authorize(const json& object) {
  if (!object.is_object()) throw JsonError("\"authorize\" is not an object");
  Authorize authorize;
  for (const auto& [key, value] : object.items()) {
    if (key == "keys")
      authorize.keys = parse_keys(value);
    else if (key == "delay_ms")
      authorize.delay = Millis(integer_member(object, "delay_ms"));
    else if (key == "then")
      authorize.then = parse_then(object);
    else
      unknown("authorize." + key);
  }
  return authorize;
}

void parse_inject(const json& object, OpenRequest& request) {
  if (!object.is_object()) throw JsonError("\"inject\" is not an object");
  for (const auto& [key, value] : object.items()) {
    if (!among(inject_params, key)) unknown("inject." + key);
    request.bytes["inject." + key] = param(object, key);
  }
  if (object.size() > 1) throw JsonError("\"inject\" holds two ephemerals");
}

Millis parse_timeout(const json& params) {
  const auto timeout = integer_member(params, "timeout_ms");
  if (timeout == 0) throw JsonError("\"timeout_ms\" is 0");
  return Millis(timeout);
}

void parse_params(const json& params, OpenRequest& request) {
  if (!params.is_object()) throw JsonError("\"params\" is not an object");
  for (const auto& [key, value] : params.items()) {
    if (among(plain_params, key))
      request.bytes[key] = param(params, key);
    else if (key == "inject")
      parse_inject(value, request);
    else if (key == "authorize")
      request.authorize = parse_authorize(value);
    else if (key == "timeout_ms")
      request.timeout = parse_timeout(params);
    else
      unknown(key);
  }
}

json authorize_json(const Authorize& authorize) {
  json written = json::object();
  if (authorize.keys) {
    written["keys"] = json::array();
    for (const Bytes& key : *authorize.keys) written["keys"].push_back(hex(key));
  }
  if (authorize.delay.count() > 0) written["delay_ms"] = authorize.delay.count();
  if (authorize.then != Authorize::Then::decide)
    written["then"] = then_words[static_cast<std::size_t>(authorize.then)];
  return written;
}

json params_json(const OpenRequest& request) {
  json params = json::object();
  for (const auto& [key, value] : request.bytes) {
    const auto dot = key.find('.');
    if (dot == std::string::npos)
      params[key] = hex(value);
    else
      params[key.substr(0, dot)][key.substr(dot + 1)] = hex(value);
  }
  if (request.authorize) params["authorize"] = authorize_json(*request.authorize);
  if (request.timeout) params["timeout_ms"] = request.timeout->count();
  return params;
}

std::optional<std::string> undeclared_authorize(const OpenRequest& request,
                                                const Capabilities& caps) {
  if (!request.authorize) return std::nullopt;
  if (request.role == Role::client) return "params.authorize of a client";
  if (caps.authorize == "none") return "params.authorize";
  if (request.authorize->delay.count() > 0 && !caps.has("authorize.delay_ms"))
    return "authorize.delay_ms";
  if (request.authorize->then != Authorize::Then::decide && !caps.has("authorize.then"))
    return "authorize.then";
  return std::nullopt;
}

}  // namespace

std::optional<std::string> undeclared(const OpenRequest& request, const Capabilities& caps) {
  if (!(request.role == Role::server ? caps.server : caps.client))
    return "role " + std::string(name(request.role));
  if (request.role == Role::server && request.bytes.contains("peer_pk"))
    return "params.peer_pk of a server";
  for (const auto& [key, value] : request.bytes)
    if (key.find('.') != std::string::npos && !caps.has(key)) return key;
  if (request.timeout && !caps.has("timeout_ms")) return "timeout_ms";
  if (!request.endpoint.empty() && !caps.has("endpoint")) return "endpoint";
  return undeclared_authorize(request, caps);
}

json open_json(const OpenRequest& request) {
  json written = {{"op", "open"},
                  {"protocol", request.protocol},
                  {"role", name(request.role)},
                  {"params", params_json(request)}};
  if (!request.endpoint.empty()) written["endpoint"] = request.endpoint;
  return written;
}

OpenRequest parse_open(const json& request) {
  OpenRequest parsed{.protocol = text_member(request, "protocol"), .role = Role::server};
  const std::string role = text_member(request, "role");
  if (role != "server" && role != "client")
    throw JsonError("\"role\" is neither server nor client");
  parsed.role = role == "server" ? Role::server : Role::client;
  parse_params(member(request, "params"), parsed);
  if (request.contains("endpoint")) parsed.endpoint = text_member(request, "endpoint");
  return parsed;
}

}  // namespace assay
