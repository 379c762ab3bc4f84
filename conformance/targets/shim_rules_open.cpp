// SPDX-License-Identifier: MIT
#include "conformance/targets/record.hpp"
#include "conformance/targets/shim_dialogue.hpp"
#include "conformance/targets/shim_samples.hpp"

// spec/shim.md §2, §5, §6: what `open` must take and must not.
namespace assay::shim {
namespace {

using nlohmann::json;

bool decides_for(const Subject& subject, Role role) {
  return decides(subject.protocol, role) && subject.caps.authorize != "none";
}

void each_role(const Subject& subject, Dialogue& dialogue,
               const std::function<void(Role)>& attempt) {
  dialogue.accepted(hello_request());
  for (const Role role : subject.roles()) attempt(role);
}

void unknown_params(const Subject& subject, Dialogue& dialogue) {
  each_role(subject, dialogue, [&](Role role) {
    dialogue.unsupported(subject.open(role, 1, {{"zq", "00"}}));
    for (const std::string& group : parameter_groups(subject.protocol))
      dialogue.unsupported(subject.open(role, 1, nested(group + ".zq", std::string(64, '1'))));
    if (decides_for(subject, role))
      dialogue.unsupported(subject.open(role, 1, {{"authorize", {{"zq", 1}}}}));
  });
}

void inapplicable_params(const Subject& subject, Dialogue& dialogue) {
  each_role(subject, dialogue, [&](Role role) {
    for (const Parameter& p : subject.protocol.parameters)
      if (!applies(*find_parameter(subject.protocol, role, p.name), role))
        dialogue.unsupported(subject.open(role, 1, nested(p.name, sample(p))));
    if (!decides_for(subject, role))
      dialogue.unsupported(subject.open(role, 1, {{"authorize", {{"keys", json::array()}}}}));
  });
}

void each_mandatory(const Subject& subject, Dialogue& dialogue,
                    const std::function<void(Role, const Parameter&)>& attempt) {
  each_role(subject, dialogue, [&](Role role) {
    for (const Parameter& p : subject.protocol.parameters)
      if (applies(p, role) && !p.optional) attempt(role, p);
  });
}

void missing_params(const Subject& subject, Dialogue& dialogue) {
  each_mandatory(subject, dialogue, [&](Role role, const Parameter& p) {
    dialogue.error(subject.open(role, 1, nested(p.name, nullptr)));
  });
}

void wrong_keys(const Subject& subject, Dialogue& dialogue) {
  each_role(subject, dialogue, [&](Role role) {
    if (!decides_for(subject, role)) return;
    for (const json& bad :
         {json(5), json{{"keys", "x"}}, json{{"keys", {"00"}}}, json{{"keys", {5}}}})
      dialogue.error(subject.open(role, 1, {{"authorize", bad}}));
  });
}

void wrong_types(const Subject& subject, Dialogue& dialogue) {
  each_mandatory(subject, dialogue, [&](Role role, const Parameter& p) {
    for (const json& bad : wrong_samples(p))
      dialogue.error(subject.open(role, 1, nested(p.name, bad)));
  });
  wrong_keys(subject, dialogue);
}

void wrong_words(const Subject& subject, Dialogue& dialogue) {
  const auto& caps = subject.caps;
  each_role(subject, dialogue, [&](Role role) {
    if (caps.has("timeout_ms"))
      for (const json& bad : {json("5"), json(0), json(-1), json(1.5)})
        dialogue.error(subject.open(role, 1, {{"timeout_ms", bad}}));
    if (decides_for(subject, role) && caps.has("authorize.then"))
      dialogue.error(subject.open(role, 1, {{"authorize", {{"then", "zq"}}}}));
    if (decides_for(subject, role) && caps.has("authorize.delay_ms"))
      dialogue.error(subject.open(role, 1, {{"authorize", {{"delay_ms", "1"}}}}));
  });
}

struct Optional {
  std::string cap;
  json params;
};

std::vector<Optional> optionals(const Subject& subject, Role role) {
  std::vector<Optional> all = {{"timeout_ms", {{"timeout_ms", 5000}}}};
  if (!always_told_the_time(subject.protocol))
    all.push_back({"clock", {{"clock", std::string(32, '1')}}});
  if (decides(subject.protocol, role)) {
    all.push_back({"authorize.delay_ms", {{"authorize", {{"delay_ms", 1}}}}});
    all.push_back({"authorize.then", {{"authorize", {{"then", "error"}}}}});
  }
  for (const Parameter& p : subject.protocol.parameters)
    if (p.optional && p.name != "clock" && applies(p, role))
      all.push_back({p.name, nested(p.name, sample(p))});
  return all;
}

void try_optionals(const Subject& subject, Dialogue& dialogue, bool declared) {
  const auto attempt = [&](const json& open) {
    if (!declared) return dialogue.unsupported(open);
    dialogue.accepted(open);
    dialogue.accepted({{"op", "close"}, {"s", 1}});
  };
  each_role(subject, dialogue, [&](Role role) {
    for (const auto& [cap, params] : optionals(subject, role))
      if (subject.caps.has(cap) == declared) attempt(subject.open(role, 1, params));
    if (subject.caps.has("endpoint") != declared) return;
    json open = subject.open(role, 1);
    open["endpoint"] = "for-a-" + std::string(name(role));
    attempt(open);
  });
}

void authorize_keys(const Subject& subject, Dialogue& dialogue) {
  each_role(subject, dialogue, [&](Role role) {
    if (!decides_for(subject, role)) return;
    const std::string peer(2 * peer_bytes(subject.protocol, subject.mode()), '1');
    for (const json& keys : {json::array(), json::array({peer})}) {
      dialogue.accepted(subject.open(role, 1, {{"authorize", {{"keys", keys}}}}));
      dialogue.accepted({{"op", "close"}, {"s", 1}});
    }
  });
}

void undeclared_role_or_mode(const Subject& subject, Dialogue& dialogue) {
  const auto unsupported = [&](Role role, const char* key) {
    json open = subject.open(role, 1);
    open[key] = "zq";
    dialogue.unsupported(open);
  };
  dialogue.accepted(hello_request());
  for (const Role role : known_roles(subject.protocol)) {
    if (!subject.caps.plays(role)) dialogue.unsupported(subject.open(role, 1));
    unsupported(role, "role");
    if (!subject.caps.modes.empty()) unsupported(role, "mode");
  }
}

}  // namespace

std::vector<Rule> open_rules() {
  return {
      {"an unknown key in params is unsupported, at each depth", unknown_params},
      {"a parameter that does not apply to the role is unsupported", inapplicable_params},
      {"a mandatory parameter that is missing is an error", missing_params},
      {"a parameter of the wrong type or length is an error", wrong_types},
      {"a word or number out of range is an error", wrong_words},
      {"a role or mode that is not declared is unsupported", undeclared_role_or_mode},
      {"every declared capability of open works",
       [](const Subject& s, Dialogue& d) { try_optionals(s, d, true); }},
      {"no undeclared capability of open does",
       [](const Subject& s, Dialogue& d) { try_optionals(s, d, false); }},
      {"a list of keys to authorize, empty or not, is taken", authorize_keys},
  };
}

}  // namespace assay::shim
