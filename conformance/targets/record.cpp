// SPDX-License-Identifier: MIT
#include "conformance/targets/record.hpp"

#include <algorithm>

namespace assay {
namespace {

const Message* message_named(const Protocol& protocol, const std::string& name) {
  const auto found = std::ranges::find(protocol.messages, name, &Message::name);
  return found == protocol.messages.end() ? nullptr : &*found;
}

}  // namespace

bool applies(const Parameter& parameter, Role role) {
  return std::ranges::find(parameter.roles, role) != parameter.roles.end();
}

const Parameter* find_parameter(const Protocol& protocol, Role role, std::string_view name) {
  const Parameter* found = nullptr;
  for (const Parameter& p : protocol.parameters)
    if (p.name == name && (found == nullptr || applies(p, role))) found = &p;
  return found;
}

std::vector<std::string> parameter_groups(const Protocol& protocol) {
  std::vector<std::string> groups;
  for (const Parameter& p : protocol.parameters) {
    const auto dot = p.name.find('.');
    const std::string group = p.name.substr(0, dot);
    if (dot == std::string::npos || std::ranges::find(groups, group) != groups.end()) continue;
    groups.push_back(group);
  }
  return groups;
}

std::vector<std::string> capability_words(const Protocol& protocol) {
  std::vector<std::string> words;
  for (const Parameter& p : protocol.parameters)
    if (p.optional && std::ranges::find(words, p.name) == words.end()) words.push_back(p.name);
  if (!protocol.decision.empty())
    words.insert(words.end(), {"authorize.delay_ms", "authorize.then"});
  words.insert(words.end(), {"timeout_ms", "outcome", "stream", "endpoint", "events.verified",
                             "eof.rst", "clock"});
  return words;
}

std::vector<std::string> decision_words(const Protocol& protocol) {
  return {"before-" + protocol.decision, "after-" + protocol.decision, "none"};
}

bool decides(const Protocol& protocol, Role role) {
  if (protocol.decision == success_waits) return protocol.messages.back().from != role;
  const Message* waits = message_named(protocol, protocol.decision);
  return waits != nullptr && waits->from == role;
}

bool begins(const Protocol& protocol, Role role) {
  for (const Message& m : protocol.messages)
    if (m.from == role && (m.at_once || &m == &protocol.messages.front())) return true;
  return false;
}

std::size_t peer_bytes(const Protocol& protocol, const std::string& mode) {
  const auto own = protocol.peer_bytes_of_mode.find(mode);
  return own == protocol.peer_bytes_of_mode.end() ? protocol.peer_bytes : own->second;
}

std::vector<Role> known_roles(const Protocol& protocol) {
  std::vector<Role> roles;
  roles.reserve(protocol.roles.size());
  for (const auto& [role, shown] : protocol.roles) roles.push_back(role);
  return roles;
}

bool always_told_the_time(const Protocol& protocol) {
  return std::ranges::any_of(protocol.parameters,
                             [](const Parameter& p) { return p.name == "clock" && !p.optional; });
}

}  // namespace assay
