// SPDX-License-Identifier: MIT
#include "conformance/targets/hsp_hello.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <string_view>

#include "conformance/targets/strict_json.hpp"

namespace assay {
namespace {

using nlohmann::json;
using Words = std::vector<std::string>;

// Closed lists of spec/shim.md.
const Words known_caps = {"inject.ephemeral_sk",
                          "inject.ephemeral_seed",
                          "authorize.delay_ms",
                          "authorize.then",
                          "timeout_ms",
                          "outcome",
                          "stream",
                          "endpoint",
                          "events.verified",
                          "eof.rst"};
const Words known_roles = {"server", "client"};
const Words known_ephemerals = {"own", "caller"};
const Words known_timeouts = {"total", "per-read"};
const Words known_authorize = {"before-msg4", "after-msg4", "none"};

bool has(const Words& words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

void require_known(const Words& known, const std::string& word, const char* key) {
  if (!has(known, word))
    throw JsonError(fmt::format("\"{}\" says \"{}\", which is none of {}", key, printable(word, 40),
                                fmt::join(known, ", ")));
}

std::string word_member(const json& object, const char* key, const Words& known) {
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

void read_roles(const json& body, Capabilities& caps) {
  const Words roles = list_member(body, "roles");
  for (const auto& role : roles) require_known(known_roles, role, "roles");
  caps.server = has(roles, "server");
  caps.client = has(roles, "client");
  if (roles.empty()) throw JsonError("\"roles\" is empty");
}

// What one declaration demands of another.
void require_consistent(const Capabilities& caps) {
  if (caps.authorize == "none" && (caps.has("authorize.delay_ms") || caps.has("authorize.then")))
    throw JsonError("\"authorize\" is none, yet \"caps\" has authorize.*");
}

Capabilities parse_capabilities(const json& body) {
  Capabilities caps;
  read_roles(body, caps);
  caps.caps = list_member(body, "caps");
  for (const auto& cap : caps.caps) require_known(known_caps, cap, "caps");
  caps.observe = list_member(body, "observe");
  caps.caller_ephemeral = word_member(body, "ephemeral", known_ephemerals) == "caller";
  const auto sessions = integer_member(body, "sessions");
  if (sessions == 0) throw JsonError("\"sessions\" is 0");
  caps.sessions = static_cast<int>(std::min<std::int64_t>(sessions, 1'000'000));
  if (caps.has("timeout_ms")) caps.timeout_kind = word_member(body, "timeout_kind", known_timeouts);
  caps.layer = printable(text_member(body, "layer"), 200);
  if (caps.server) caps.authorize = word_member(body, "authorize", known_authorize);
  require_consistent(caps);
  return caps;
}

json capabilities_json(const Capabilities& caps) {
  json roles = json::array();
  if (caps.server) roles.push_back("server");
  if (caps.client) roles.push_back("client");
  json body = {{"roles", roles},
               {"caps", caps.caps},
               {"observe", caps.observe},
               {"ephemeral", caps.caller_ephemeral ? "caller" : "own"},
               {"sessions", caps.sessions},
               {"layer", caps.layer}};
  if (!caps.timeout_kind.empty()) body["timeout_kind"] = caps.timeout_kind;
  if (caps.server) body["authorize"] = caps.authorize;
  return body;
}

}  // namespace

Hello parse_hello(const json& answer) {
  if (integer_member(answer, "hsp") != 1) throw JsonError("\"hsp\" is not 1");
  Hello hello;
  hello.identity.name = printable(text_member(answer, "name"), 80);
  hello.identity.version = printable(text_member(answer, "version"), 80);
  const json& protocols = member(answer, "protocols");
  if (!protocols.is_object()) throw JsonError("\"protocols\" is not an object");
  for (const auto& [name, body] : protocols.items())
    hello.protocols[printable(name, 40)] = parse_capabilities(body);
  return hello;
}

json hello_json(const Hello& hello) {
  json protocols = json::object();
  for (const auto& [name, caps] : hello.protocols) protocols[name] = capabilities_json(caps);
  return {{"hsp", 1},
          {"name", hello.identity.name},
          {"version", hello.identity.version},
          {"protocols", protocols}};
}

}  // namespace assay
