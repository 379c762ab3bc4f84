// SPDX-License-Identifier: MIT
#include "conformance/ladder/settings.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <iterator>
#include <set>

#include "conformance/ladder/algebra.hpp"

namespace assay::rungs {
namespace {

constexpr std::string_view injected = "inject.ephemeral_sk";

bool is_parameter(const Rung& rung, Role role, std::string_view name) {
  if (name == injected) return true;
  if (!rung.has_names()) return false;
  return name == "own_name" || name == "static_seed" ||
         (name == "called_name" && role == Role::client);
}

void check_names(const Rung& rung, const OpenRequest& request) {
  for (const auto& [name, value] : request.bytes) {
    if (!is_parameter(rung, request.role, name)) throw Unsupported("params." + name);
    if (value.size() != 32)
      throw Defective(fmt::format("{} has {} bytes, not 32", name, value.size()));
  }
  for (const auto& [name, list] : request.records)
    if (name != "registered_names" || !rung.has_names()) throw Unsupported("params." + name);
}

Bytes mandatory_bytes(const OpenRequest& request, const std::string& name) {
  const auto it = request.bytes.find(name);
  if (it == request.bytes.end()) throw Defective(name + " is missing");
  return it->second;
}

Bytes ephemeral_of(const OpenRequest& request) {
  const auto it = request.bytes.find(std::string(injected));
  if (it != request.bytes.end()) return it->second;
  Bytes fresh(32);
  randombytes_buf(fresh.data(), fresh.size());
  return fresh;
}

RungEntry entry_of(const Fields& fields) {
  RungEntry entry{fields.bytes.at("name"), fields.bytes.at("key")};
  const auto proof = fields.bytes.find("pop");
  if (proof != fields.bytes.end()) entry.pop = proof->second;
  return entry;
}

std::vector<RungEntry> asked_entries(const OpenRequest& request, const std::string& mode) {
  const auto list = request.records.find("registered_names");
  if (list == request.records.end()) throw Defective("registered_names are missing");
  if (mode == id_is_key && !list->second.empty())
    throw Defective("registered_names: where a name is a key there are none");
  std::vector<RungEntry> entries;
  std::set<Bytes> names;
  for (const Fields& fields : list->second) {
    entries.push_back(entry_of(fields));
    if (!names.insert(entries.back().name).second)
      throw Defective("registered_names: a name stands there twice");
  }
  return entries;
}

bool is_possessed(const RungEntry& e) {
  return e.pop && verify(e.key, *e.pop, cat(std::string_view("ladder/1 pop "), e.name));
}

}  // namespace

std::vector<RungEntry> registered(const std::string& mode, std::vector<RungEntry> entries) {
  if (mode != named_pop) return entries;
  std::erase_if(entries, [](const RungEntry& e) { return !is_possessed(e); });
  return entries;
}

Bytes directory_bytes(const std::vector<RungEntry>& entries) {
  Bytes all;
  for (const RungEntry& e : entries) all = cat(all, e.name, e.key);
  return all;
}

RungSettings settings_of(const Rung& rung, const OpenRequest& request) {
  check_names(rung, request);
  RungSettings s{.role = request.role, .mode = request.mode, .ephemeral = ephemeral_of(request)};
  if (!rung.has_names()) return s;
  if (s.mode.empty()) s.mode = id_is_key;
  s.own_name = mandatory_bytes(request, "own_name");
  s.seed = mandatory_bytes(request, "static_seed");
  if (s.role == Role::client) s.called = mandatory_bytes(request, "called_name");
  const std::vector<RungEntry> asked = asked_entries(request, s.mode);
  s.entries = registered(s.mode, asked);
  if (s.mode == named_pop)
    std::ranges::remove_copy_if(asked, std::back_inserter(s.turned_away), is_possessed);
  if (s.mode == id_is_key && public_key(s.seed) != s.own_name)
    throw Defective("own_name: where a name is a key it is that of static_seed");
  return s;
}

}  // namespace assay::rungs
