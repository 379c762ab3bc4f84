// SPDX-License-Identifier: MIT
#include "conformance/shs1/attacks/attacks.hpp"

namespace assay::mallory {

void require_long_term_keys(const Stage& stage) {
  const bool server = stage.role == Role::server;
  if (!stage.caps.has(server ? "choose.server_key" : "client_key")) {
    throw Unsupported(server ? "server_key (the seed of a live server's key)" : "static_seed");
  }
}

std::vector<Attack> in_both_roles(const std::vector<Attack>& attacks) {
  std::vector<Attack> both;
  for (const Role role : {Role::server, Role::client}) {
    for (Attack attack : attacks) {
      attack.role = role;
      both.push_back(std::move(attack));
    }
  }
  return both;
}

void require_restart(const Stage& stage) {
  if (!stage.caps.restarts) throw Unsupported("restart (a live server needs --serve CMD)");
}

std::function<std::vector<Case>(Stage&)> single(std::string change,
                                                std::function<Result(Stage&)> run) {
  return [c = Case{.slug = "", .change = std::move(change), .run = std::move(run)}](Stage&) {
    return std::vector{c};
  };
}

Result forged_msg3(Stage& stage, const SpoilMsg3& spoil, Demand demand) {
  AsClient s = exchange_hellos(stage, Keys::draw(stage.keys));
  s.line.send(spoil(stage, s));
  return refused(s.line, demand);
}

OpenRequest open_server_to_anyone(const Stage& stage, const Keys& keys) {
  OpenRequest request = open_server(stage, keys);
  request.authorize.reset();
  return request;
}

Result forged_msg3_to_anyone(Stage& stage, const SpoilMsg3& spoil, Demand demand) {
  const Keys keys = Keys::draw(stage.keys);
  AsClient s = exchange_hellos(stage, keys, open_server_to_anyone(stage, keys));
  s.line.send(spoil(stage, s));
  return refused(s.line, demand);
}

}  // namespace assay::mallory
