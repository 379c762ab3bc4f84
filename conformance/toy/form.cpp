// SPDX-License-Identifier: MIT
#include "conformance/toy/form.hpp"

namespace assay {
namespace {

std::vector<Message> toy_messages(bool stream) {
  const auto length = stream ? Message::Length::prefix : Message::Length::datagram;
  const auto message = [&](const char* name, const char* spec) {
    return Message{.name = name,
                   .from = Role::peer,
                   .length = length,
                   .bytes = stream ? 32U : 33U,
                   .spec = spec,
                   .prefix_bytes = stream ? 2U : 0U};
  };
  return {message("hello", "spec/toy.md#3.1"), message("proof", "spec/toy.md#3.2"),
          message("finish", "spec/toy.md#3.3")};
}

}  // namespace

std::string toy_name(Carrier carrier) {
  return carrier == Carrier::stream ? "toy/stream" : "toy/datagram";
}

Protocol toy_form(Carrier carrier) {
  return {.name = toy_name(carrier),
          .spec = "spec/toy.md",
          .carrier = carrier,
          .roles = {{Role::peer, "peer"}},
          .messages = toy_messages(carrier == Carrier::stream),
          .parameters = {{.name = "shared_key", .roles = {Role::peer}, .key = "shared_key"}},
          .outcome = {{.name = "k", .bytes = 32, .fits = "k"}},
          .peer_bytes = 0};
}

}  // namespace assay
