// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "conformance/cli/commands.hpp"
#include "conformance/options/shown.hpp"

namespace assay::cli {
namespace {

[[noreturn]] void unknown_protocol(const std::string& name) {
  std::vector<std::string> names;
  for (const Protocol& protocol : known_protocols()) names.push_back(protocol.name);
  throw UsageError(fmt::format("there is no protocol {}; those known are: {}", shown(name, 100),
                               fmt::join(names, ", ")));
}

}  // namespace

const std::vector<Protocol>& known_protocols() {
  static const std::vector<Protocol> all = [] {
    std::vector<Protocol> records = all_protocols();
    std::ranges::for_each(records, must_be_complete);
    return records;
  }();
  return all;
}

bool is_pattern(const std::string& protocol) {
  return protocol.find_first_of("*?") != std::string::npos;
}

const Protocol& find_protocol(const std::string& name) {
  if (name.empty()) return known_protocols().front();
  for (const Protocol& protocol : known_protocols()) {
    if (protocol.name == name) return protocol;
  }
  unknown_protocol(name);
}

std::string find_mode(const Protocol& protocol, const std::string& mode) {
  if (mode.empty()) return protocol.default_mode();
  if (std::ranges::find(protocol.modes, mode) != protocol.modes.end()) return mode;
  if (protocol.modes.empty())
    throw UsageError(fmt::format("{} has no modes, so --mode {} means nothing", protocol.name,
                                 shown(mode, 100)));
  throw UsageError(fmt::format("{} has no mode {}; its modes are {}", protocol.name,
                               shown(mode, 100), fmt::join(protocol.modes, ", ")));
}

std::vector<const Protocol*> matching_protocols(const std::string& pattern) {
  if (!is_pattern(pattern)) return {&find_protocol(pattern)};
  std::vector<const Protocol*> found;
  for (const Protocol& protocol : known_protocols()) {
    if (glob(pattern, protocol.name)) found.push_back(&protocol);
  }
  if (found.empty()) unknown_protocol(pattern);
  return found;
}

}  // namespace assay::cli
