// SPDX-License-Identifier: MIT
#include "conformance/targets/shim_dialogue.hpp"

// spec/shim.md 2, 5, 6: what `open` must take and must not.
namespace assay::shim {
namespace {

using nlohmann::json;

const std::string key(64, '1');

bool decides(const Subject& subject, Role role) {
  return role == Role::server && subject.caps.authorize != "none";
}

void each_role(const Subject& subject, Dialogue& dialogue,
               const std::function<void(Role)>& attempt) {
  dialogue.accepted(hello_request());
  for (const Role role : subject.roles()) attempt(role);
}

void unknown_params(const Subject& subject, Dialogue& dialogue) {
  each_role(subject, dialogue, [&](Role role) {
    dialogue.unsupported(subject.open(role, 1, {{"zq", "00"}}));
    dialogue.unsupported(subject.open(role, 1, {{"inject", {{"zq", key}}}}));
    if (decides(subject, role))
      dialogue.unsupported(subject.open(role, 1, {{"authorize", {{"zq", 1}}}}));
  });
}

void inapplicable_params(const Subject& subject, Dialogue& dialogue) {
  each_role(subject, dialogue, [&](Role role) {
    if (role == Role::server) dialogue.unsupported(subject.open(role, 1, {{"peer_pk", key}}));
    if (!decides(subject, role))
      dialogue.unsupported(subject.open(role, 1, {{"authorize", {{"keys", json::array()}}}}));
  });
}

void missing_params(const Subject& subject, Dialogue& dialogue) {
  each_role(subject, dialogue, [&](Role role) {
    for (const auto& [name, value] : subject.check.honest(role).bytes)
      dialogue.error(subject.open(role, 1, {{name, nullptr}}));
  });
}

void wrong_types(const Subject& subject, Dialogue& dialogue) {
  const json wrong[] = {
      5, json::array({1}), true, "0", "zz", std::string(64, 'A'), std::string(62, '0')};
  each_role(subject, dialogue, [&](Role role) {
    for (const auto& [name, value] : subject.check.honest(role).bytes)
      for (const json& bad : wrong) dialogue.error(subject.open(role, 1, {{name, bad}}));
    if (!decides(subject, role)) return;
    for (const json& bad :
         {json(5), json{{"keys", "x"}}, json{{"keys", {"00"}}}, json{{"keys", {5}}}})
      dialogue.error(subject.open(role, 1, {{"authorize", bad}}));
  });
}

void wrong_words(const Subject& subject, Dialogue& dialogue) {
  const auto& caps = subject.caps;
  each_role(subject, dialogue, [&](Role role) {
    json open = subject.open(role, 1);
    open["role"] = "zq";
    dialogue.refused(open);
    if (caps.has("timeout_ms"))
      for (const json& bad : {json("5"), json(0), json(-1), json(1.5)})
        dialogue.error(subject.open(role, 1, {{"timeout_ms", bad}}));
    if (decides(subject, role) && caps.has("authorize.then"))
      dialogue.error(subject.open(role, 1, {{"authorize", {{"then", "zq"}}}}));
    if (decides(subject, role) && caps.has("authorize.delay_ms"))
      dialogue.error(subject.open(role, 1, {{"authorize", {{"delay_ms", "1"}}}}));
  });
}

struct Optional {
  const char* cap;
  json params;
  bool server_only;
};

const std::vector<Optional>& optionals() {
  static const std::vector<Optional> all = {
      {"inject.ephemeral_sk", {{"inject", {{"ephemeral_sk", key}}}}, false},
      {"inject.ephemeral_seed", {{"inject", {{"ephemeral_seed", key}}}}, false},
      {"timeout_ms", {{"timeout_ms", 5000}}, false},
      {"authorize.delay_ms", {{"authorize", {{"delay_ms", 1}}}}, true},
      {"authorize.then", {{"authorize", {{"then", "error"}}}}, true},
  };
  return all;
}

void try_optionals(const Subject& subject, Dialogue& dialogue, bool declared) {
  each_role(subject, dialogue, [&](Role role) {
    for (const auto& [cap, params, server_only] : optionals()) {
      if (subject.caps.has(cap) != declared || (server_only && role == Role::client)) continue;
      const json open = subject.open(role, 1, params);
      if (!declared)
        dialogue.unsupported(open);
      else
        dialogue.accepted(open), dialogue.accepted({{"op", "close"}, {"s", 1}});
    }
    if (subject.caps.has("endpoint") != declared) return;
    json open = subject.open(role, 1);
    open["endpoint"] = "for-a-" + std::string(name(role));
    if (!declared)
      dialogue.unsupported(open);
    else
      dialogue.accepted(open), dialogue.accepted({{"op", "close"}, {"s", 1}});
  });
}

void authorize_keys(const Subject& subject, Dialogue& dialogue) {
  each_role(subject, dialogue, [&](Role role) {
    if (!decides(subject, role)) return;
    for (const json& keys : {json::array(), json::array({key})}) {
      dialogue.accepted(subject.open(role, 1, {{"authorize", {{"keys", keys}}}}));
      dialogue.accepted({{"op", "close"}, {"s", 1}});
    }
  });
}

void undeclared_role(const Subject& subject, Dialogue& dialogue) {
  dialogue.accepted(hello_request());
  if (!subject.caps.server) dialogue.unsupported(subject.open(Role::server, 1));
  if (!subject.caps.client) dialogue.unsupported(subject.open(Role::client, 1));
}

}  // namespace

std::vector<Rule> open_rules() {
  return {
      {"an unknown key in params is unsupported, at each depth", unknown_params},
      {"a parameter that does not apply to the role is unsupported", inapplicable_params},
      {"a mandatory parameter that is missing is an error", missing_params},
      {"a parameter of the wrong type or length is an error", wrong_types},
      {"a word or number out of range is an error", wrong_words},
      {"a role that is not declared is unsupported", undeclared_role},
      {"every declared capability of open works",
       [](const Subject& s, Dialogue& d) { try_optionals(s, d, true); }},
      {"no undeclared capability of open does",
       [](const Subject& s, Dialogue& d) { try_optionals(s, d, false); }},
      {"a list of keys to authorize, empty or not, is taken", authorize_keys},
  };
}

}  // namespace assay::shim
