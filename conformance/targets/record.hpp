// SPDX-License-Identifier: MIT
#pragma once

#include "conformance/engine/protocol.hpp"

// What HSP/1 and the C ABI ask of a protocol's record (spec/shim.md §5, §6).
namespace assay {

// The parameter of that name for the role, else another role's of that name; null: there is none.
const Parameter* find_parameter(const Protocol& protocol, Role role, std::string_view name);
bool applies(const Parameter& parameter, Role role);

// The names that stand for an object in `params`: "inject" of "inject.ephemeral_sk".
std::vector<std::string> parameter_groups(const Protocol& protocol);

// Every word that `caps` may hold, and every one that hello's `authorize` may be.
std::vector<std::string> capability_words(const Protocol& protocol);
std::vector<std::string> decision_words(const Protocol& protocol);

// The role whose application is asked about its peer: the one that sends the message that waits.
bool decides(const Protocol& protocol, Role role);

// The role sends a message before it has read any.
bool begins(const Protocol& protocol, Role role);

std::size_t peer_bytes(const Protocol& protocol, const std::string& mode);

std::vector<Role> known_roles(const Protocol& protocol);

// The request's clock is no capability there, for every session has one.
bool always_told_the_time(const Protocol& protocol);

}  // namespace assay
