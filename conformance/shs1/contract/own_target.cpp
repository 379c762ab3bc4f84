// SPDX-License-Identifier: MIT
#include "conformance/shs1/contract/own_target.hpp"

#include <CLI/StringTools.hpp>

#include "conformance/shs1/contract/contract_target.hpp"

namespace assay::contract {
namespace {

std::vector<std::string> words_of(const std::map<std::string, std::string>& values,
                                  const char* option) {
  const auto it = values.find(option);
  if (it == values.end() || it->second.empty()) return {};
  return CLI::detail::split_up(it->second);
}

}  // namespace

OwnTarget own_target() {
  return {.options = {{"exec-server", "a server that follows the executable contract"},
                      {"exec-client", "a client that follows the executable contract"}},
          .make = [](const std::map<std::string, std::string>& values,
                     double timeout_scale) -> std::unique_ptr<Target> {
            return contract_target({.server = words_of(values, "exec-server"),
                                    .client = words_of(values, "exec-client")},
                                   timeout_scale);
          }};
}

}  // namespace assay::contract
