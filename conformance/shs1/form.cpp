// SPDX-License-Identifier: MIT
#include "conformance/shs1/form.hpp"

namespace assay {
namespace {

using Roles = std::vector<Role>;

constexpr std::size_t header = 34;  // spec/box-stream.md

std::vector<Message> messages() {
  return {
      {.name = "msg1", .from = Role::client, .bytes = 64, .spec = "spec/shs1.md#3.1"},
      {.name = "msg2",
       .from = Role::server,
       .bytes = 64,
       .spec = "spec/shs1.md#3.2",
       .absent = "is the network key right?"},
      {.name = "msg3", .from = Role::client, .bytes = 112, .spec = "spec/shs1.md#3.3"},
      {.name = "msg4",
       .from = Role::server,
       .bytes = 80,
       .spec = "spec/shs1.md#3.4",
       .absent = "is the server's public key right, and is the client's key admitted?"},
  };
}

std::vector<Parameter> parameters() {
  const Roles server = {Role::server}, client = {Role::client};
  return {
      {.name = "network_key", .key = "network_key"},
      {.name = "static_seed", .roles = server},
      {.name = "static_seed",
       .roles = client,
       .key = "client_seed",
       .holder = Parameter::Holder::own},
      {.name = "peer_pk", .roles = client, .key = "server_key", .holder = Parameter::Holder::other},
      {.name = "inject.ephemeral_sk", .optional = true, .group = "ephemeral"},
      {.name = "inject.ephemeral_seed", .optional = true, .group = "ephemeral"},
  };
}

std::vector<OutcomeValue> outcome() {
  return {{.name = "enc_key", .bytes = 32, .fits = "dec_key"},
          {.name = "enc_nonce", .bytes = 24},
          {.name = "dec_key", .bytes = 32, .fits = "enc_key"},
          {.name = "dec_nonce", .bytes = 24},
          {.name = "peer_pk", .bytes = 32, .may_be_null = true}};
}

}  // namespace

Protocol shs1_form() {
  return {.name = "shs1",
          .spec = "spec/shs1.md",
          .roles = {{Role::server, "server"}, {Role::client, "client"}},
          .messages = messages(),
          .parameters = parameters(),
          .outcome = outcome(),
          .decision = "msg4",
          .bytes_after = header};
}

}  // namespace assay
