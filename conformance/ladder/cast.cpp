// SPDX-License-Identifier: MIT
#include "conformance/ladder/cast.hpp"

#include "conformance/ladder/algebra.hpp"

namespace assay::rungs {
namespace {

Person person(const std::string& mode, Rng& rng) {
  Person p{.seed = rng.bytes(32), .key = {}, .name = rng.bytes(32)};
  p.key = public_key(p.seed);
  if (mode == id_is_key) p.name = p.key;
  return p;
}

RungEntry entry_with(const Bytes& name, const Bytes& key, const Bytes& seed) {
  return {name, key, pop(seed, name)};
}

Fields fields_of(const RungEntry& entry) {
  Fields fields;
  fields.bytes = {{"name", entry.name}, {"key", entry.key}};
  if (entry.pop) fields.bytes["pop"] = *entry.pop;
  return fields;
}

}  // namespace

Cast Cast::draw(const std::string& mode, Rng rng) {
  Cast c{.A = person(mode, rng),
         .B = person(mode, rng),
         .E = person(mode, rng),
         .M = rng.bytes(32),
         .N = rng.bytes(32),
         .mode = mode};
  if (mode == id_is_key || mode.empty()) return c;
  for (const Person* p : {&c.A, &c.B, &c.E})
    c.entries.push_back(entry_with(p->name, p->key, p->seed));
  // E proves what it can: that it holds a key, which is not the one of the entry.
  c.entries.push_back(entry_with(c.M, c.A.key, c.E.seed));
  c.entries.push_back(entry_with(c.N, c.B.key, c.E.seed));
  return c;
}

std::map<Bytes, std::string> names_in(const Cast& cast) {
  return {{cast.A.name, "A"}, {cast.B.name, "B"}, {cast.E.name, "E"}, {cast.M, "E"}, {cast.N, "E"}};
}

OpenRequest request_for(const Rung& rung, Role role, const Cast& cast) {
  OpenRequest request{.protocol = protocol_name(rung), .role = role, .mode = cast.mode};
  if (!rung.has_names()) return request;
  const Person& own = role == Role::client ? cast.A : cast.B;
  request.bytes = {{"own_name", own.name}, {"static_seed", own.seed}};
  if (role == Role::client) request.bytes["called_name"] = cast.B.name;
  std::vector<Fields>& list = request.records["registered_names"];
  for (const RungEntry& entry : cast.entries) list.push_back(fields_of(entry));
  return request;
}

const Rung& rung_on(const Stage& stage, const Rung& own) {
  const bool same = stage.protocol.empty() || stage.protocol == protocol_name(own);
  return same ? own : rung_of_protocol(stage.protocol);
}

std::string mode_on(const Stage& stage, const Rung& rung) {
  const std::vector<std::string> modes = modes_of(rung);
  if (modes.empty()) return "";
  return stage.mode.empty() ? modes.front() : stage.mode;
}

Cast cast_on(const Stage& stage, const Rung& rung) {
  return Cast::draw(mode_on(stage, rung), stage.keys.rng);
}

}  // namespace assay::rungs
