// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "conformance/engine/target.hpp"
#include "conformance/shs1/mutants/flaws.hpp"

// Implementations of SHS1 with one flaw each, so that every attack can be seen to bite.
namespace assay::mutants {

struct Mutant {
  std::string id;    // M11; M00 has no flaw
  std::string flaw;  // in words
  Flaws flaws;
  std::vector<Role> roles;  // the ends that have the flaw; the other is sound
  // Every row that comes out BROKEN, as ROLE.ROW; argued in `because` from spec/shs1.md,
  // spec/box-stream.md and spec/claims/shs1.json, not from a run. None: then `because` proves that
  // no row can notice it.
  std::vector<std::string> breaks;
  std::string because;
  // The attacks that succeed (or, on row R, crash it), as ROLE.ID.
  std::vector<std::string> kills;
  // Both ends have the flaw alike, understand each other, and no other implementation understands
  // them.
  bool interoperable = true;
};

const std::vector<Mutant>& all();
// Throws std::invalid_argument, naming the ids there are, for one that is not in the table.
const Mutant& find(const std::string& id);

// The mutant as a target: in this process.
std::unique_ptr<Target> mutant_target(const Mutant& mutant);

// The table's parts.
std::vector<Mutant> handshake_mutants();
std::vector<Mutant> freshness_mutants();
std::vector<Mutant> point_mutants();
std::vector<Mutant> authorization_mutants();
std::vector<Mutant> wire_mutants();
std::vector<Mutant> stream_mutants();

inline const std::vector<Role> on_server = {Role::server}, on_client = {Role::client},
                               on_both = {Role::server, Role::client};

// Each of `names` for both roles: server.C, client.C.
std::vector<std::string> for_both(const std::vector<std::string>& names);

}  // namespace assay::mutants
