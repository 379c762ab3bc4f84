// SPDX-License-Identifier: MIT
#include "conformance/targets/hsp_hello.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string_view>

#include "conformance/targets/record.hpp"
#include "conformance/targets/strict_json.hpp"

namespace assay {
namespace {

using nlohmann::json;
using Words = std::vector<std::string>;

const Words known_ephemerals = {"own", "caller"};
const Words known_timeouts = {"total", "per-read"};

bool has(const Words& words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

void require_known(const Words& known, const std::string& word, const char* key) {
  if (!has(known, word))
    throw JsonError(fmt::format("\"{}\" says \"{}\", which is none of {}", key, printable(word, 40),
                                fmt::join(known, ", ")));
}

std::string known_word(const json& object, const char* key, const Words& known) {
  std::string word = text_member(object, key);
  require_known(known, word, key);
  return word;
}

Words list_member(const json& object, const char* key) {
  const json& list = member(object, key);
  if (!list.is_array()) throw JsonError(fmt::format("\"{}\" is not a list", key));
  Words words;
  for (const json& item : list) {
    if (!item.is_string()) throw JsonError(fmt::format("\"{}\" is not a list of strings", key));
    words.push_back(item.get<std::string>());
  }
  return words;
}

void read_roles(const Protocol& protocol, const json& body, Capabilities& caps) {
  Words known;
  for (const Role role : known_roles(protocol)) known.emplace_back(name(role));
  const Words roles = list_member(body, "roles");
  for (const auto& role : roles) require_known(known, role, "roles");
  caps.server = has(roles, "server");
  caps.client = has(roles, "client");
  caps.peer = has(roles, "peer");
  if (roles.empty()) throw JsonError("\"roles\" is empty");
}

bool asks(const Protocol& protocol, const Capabilities& caps) {
  return std::ranges::any_of(known_roles(protocol), [&](Role role) {
    return caps.plays(role) && decides(protocol, role);
  });
}

// What one declaration demands of another.
void require_consistent(const Capabilities& caps) {
  if (caps.authorize == "none" && (caps.has("authorize.delay_ms") || caps.has("authorize.then")))
    throw JsonError("\"authorize\" is none, yet \"caps\" has authorize.*");
}

Words modes_of(const Protocol& protocol, const json& body) {
  if (!body.contains("modes")) return {};
  const Words modes = list_member(body, "modes");
  for (const auto& mode : modes) require_known(protocol.modes, mode, "modes");
  if (modes.empty()) throw JsonError("\"modes\" is empty");
  return modes;
}

Capabilities parse_capabilities(const Protocol& protocol, const json& body) {
  Capabilities caps;
  read_roles(protocol, body, caps);
  caps.caps = list_member(body, "caps");
  const Words known = capability_words(protocol);
  for (const auto& cap : caps.caps) require_known(known, cap, "caps");
  caps.observe = list_member(body, "observe");
  caps.caller_ephemeral = known_word(body, "ephemeral", known_ephemerals) == "caller";
  const auto sessions = integer_member(body, "sessions");
  if (sessions == 0) throw JsonError("\"sessions\" is 0");
  caps.sessions = static_cast<int>(std::min<std::int64_t>(sessions, 1'000'000));
  if (caps.has("timeout_ms")) caps.timeout_kind = known_word(body, "timeout_kind", known_timeouts);
  caps.layer = printable(text_member(body, "layer"), 200);
  caps.modes = modes_of(protocol, body);
  if (asks(protocol, caps))
    caps.authorize = known_word(body, "authorize", decision_words(protocol));
  require_consistent(caps);
  return caps;
}

json capabilities_json(const Protocol& protocol, const Capabilities& caps) {
  json roles = json::array();
  for (const Role role : known_roles(protocol))
    if (caps.plays(role)) roles.push_back(name(role));
  json body = {{"roles", roles},
               {"caps", caps.caps},
               {"observe", caps.observe},
               {"ephemeral", caps.caller_ephemeral ? "caller" : "own"},
               {"sessions", caps.sessions},
               {"layer", caps.layer}};
  if (!caps.timeout_kind.empty()) body["timeout_kind"] = caps.timeout_kind;
  if (!caps.modes.empty()) body["modes"] = caps.modes;
  if (asks(protocol, caps)) body["authorize"] = caps.authorize;
  return body;
}

}  // namespace

Hello parse_hello(const Protocol& protocol, const json& answer) {
  if (integer_member(answer, "hsp") != 1) throw JsonError("\"hsp\" is not 1");
  Hello hello;
  hello.identity.name = printable(text_member(answer, "name"), 80);
  hello.identity.version = printable(text_member(answer, "version"), 80);
  const json& protocols = member(answer, "protocols");
  if (!protocols.is_object()) throw JsonError("\"protocols\" is not an object");
  if (protocols.contains(protocol.name))
    hello.capabilities = parse_capabilities(protocol, protocols[protocol.name]);
  return hello;
}

json hello_json(const Protocol& protocol, const Hello& hello) {
  json protocols = json::object();
  if (hello.capabilities)
    protocols[protocol.name] = capabilities_json(protocol, *hello.capabilities);
  return {{"hsp", 1},
          {"name", hello.identity.name},
          {"version", hello.identity.version},
          {"protocols", protocols}};
}

}  // namespace assay
