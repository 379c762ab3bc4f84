// SPDX-License-Identifier: MIT
#include "conformance/ladder/form.hpp"

#include <fmt/format.h>

#include "conformance/ladder/formulas.hpp"

namespace assay::rungs {
namespace {

constexpr std::size_t header_bytes = 4, tag_bytes = 16;

std::size_t bytes_of_body(const Said& said) {
  std::size_t bytes = header_bytes + (said.boxed.empty() ? 0 : tag_bytes);
  for (const Letters* letters : {&said.clear, &said.boxed, &said.masked})
    for (const std::string_view letter : *letters) bytes += bytes_of(letter);
  return bytes;
}

std::vector<Message> messages_of(const Rung& rung) {
  std::vector<Message> all;
  for (int n = 1; n <= rung.last(); ++n)
    all.push_back({.name = std::string(numbered("msg", n)),
                   .from = n % 2 == 1 ? Role::client : Role::server,
                   .length = Message::Length::prefix,
                   .bytes = bytes_of_body(rung.message(n)),
                   .spec = fmt::format("spec/ladder.md#6.{}", rung.P + 1),
                   .prefix_bytes = 2});
  return all;
}

Parameter entries_parameter() {
  return {.name = "registered_names",
          .kind = Parameter::Kind::records,
          .least = 0,
          .most = 1000,
          .fields = {{.name = "name"},
                     {.name = "key"},
                     {.name = "pop", .least = 64, .most = 64, .optional = true}}};
}

std::vector<Parameter> parameters_of(const Rung& rung) {
  std::vector<Parameter> all;
  if (rung.has_names())
    all = {{.name = "own_name"},
           {.name = "static_seed"},
           {.name = "called_name", .roles = {Role::client}},
           entries_parameter()};
  all.push_back({.name = "inject.ephemeral_sk", .optional = true});
  return all;
}

}  // namespace

std::string decision_of(const Rung& rung) {
  const int n = rung.message_with("sigA");
  if (n == 0) return "";
  return n == rung.last() ? std::string(success_waits) : std::string(numbered("msg", n + 1));
}

Protocol ladder_form(const Rung& rung) {
  return {.name = protocol_name(rung),
          .spec = "spec/ladder.md",
          .roles = {{Role::server, "responder"}, {Role::client, "initiator"}},
          .modes = modes_of(rung),
          .messages = messages_of(rung),
          .parameters = parameters_of(rung),
          .outcome = {{.name = "app_i", .fits = "app_i"}, {.name = "app_r", .fits = "app_r"}},
          .peer_bytes = rung.has_names() ? 32U : 0U,
          .decision = decision_of(rung)};
}

}  // namespace assay::rungs
