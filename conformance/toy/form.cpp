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
                   .bytes = 32,
                   .spec = spec,
                   .prefix_bytes = stream ? 2U : 0U};
  };
  return {message("hello", "spec/toy.md#3.1"), message("proof", "spec/toy.md#3.2"),
          message("finish", "spec/toy.md#3.3")};
}

}  // namespace

Protocol toy_form(const std::string& name) {
  const bool stream = name == "toy/stream";
  return {.name = name,
          .spec = "spec/toy.md",
          .carrier = stream ? Carrier::stream : Carrier::datagrams,
          .roles = {{Role::peer, "peer"}},
          .messages = toy_messages(stream),
          .parameters = {{.name = "shared_key", .roles = {Role::peer}, .key = "shared_key"}},
          .outcome = {{.name = "k", .bytes = 32, .fits = "k"}},
          .peer_bytes = 0};
}

}  // namespace assay
