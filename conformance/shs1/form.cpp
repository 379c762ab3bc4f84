// SPDX-License-Identifier: MIT
#include "conformance/shs1/form.hpp"

namespace assay {
namespace {

using Roles = std::vector<Role>;

const Roles server = {Role::server}, client = {Role::client};

std::vector<Message> messages() {
  return {
      {.name = "msg1", .from = Role::client, .bytes = 64, .spec = "spec/shs1.md#3.1"},
      {.name = "msg2", .from = Role::server, .bytes = 64, .spec = "spec/shs1.md#3.2"},
      {.name = "msg3", .from = Role::client, .bytes = 112, .spec = "spec/shs1.md#3.3"},
      {.name = "msg4", .from = Role::server, .bytes = 80, .spec = "spec/shs1.md#3.4"},
  };
}

std::vector<Parameter> parameters() {
  return {
      {.name = "network_key", .key = "network_key"},
      {.name = "static_seed", .roles = server},
      {.name = "static_seed", .roles = client, .key = "client_seed"},
      {.name = "peer_pk", .roles = client, .key = "server_key"},
      {.name = "inject.ephemeral_sk", .optional = true, .group = "ephemeral"},
      {.name = "inject.ephemeral_seed", .optional = true, .group = "ephemeral"},
  };
}

std::vector<OutcomeValue> outcome() {
  return {{"enc_key", 32},
          {"enc_nonce", 24},
          {"dec_key", 32},
          {"dec_nonce", 24},
          {"peer_pk", 32, true}};
}

}  // namespace

Protocol shs1_form() {
  return {.name = "shs1",
          .spec = "spec/shs1.md",
          .roles = {{Role::server, "server"}, {Role::client, "client"}},
          .messages = messages(),
          .parameters = parameters(),
          .outcome = outcome(),
          .decision = "msg4"};
}

}  // namespace assay
