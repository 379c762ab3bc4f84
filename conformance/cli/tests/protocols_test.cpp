// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <set>

#include "conformance/cli/commands.hpp"
#include "conformance/engine/patterns.hpp"

// What every protocol's record owes, whichever are in the list.
using namespace assay;
using namespace assay::cli;

namespace {

std::vector<std::string> modes_of(const Protocol& protocol) {
  return protocol.modes.empty() ? std::vector<std::string>{""} : protocol.modes;
}

// "server.C03"
std::string of_role(Role role, const std::string& id) { return std::string(name(role)) + "." + id; }

std::set<std::string> attack_ids(const Protocol& protocol, const std::string& mode) {
  std::set<std::string> ids;
  for (const Attack& a : protocol.attacks(mode)) {
    INFO(protocol.name << " " << a.id);
    CHECK(ids.insert(of_role(a.role, a.id)).second);
  }
  return ids;
}

}  // namespace

TEST_CASE("the claims of every protocol decide every row of its roles, in every mode") {
  for (const Protocol& protocol : known_protocols()) {
    for (const std::string& mode : modes_of(protocol)) {
      INFO(protocol.name << " " << mode);
      CHECK(open_cells(protocol, mode) == std::vector<std::string>{});
    }
  }
}

TEST_CASE("every attack that claims name is in the catalogue, once for a role") {
  for (const Protocol& protocol : known_protocols()) {
    for (const std::string& mode : modes_of(protocol)) {
      const std::set<std::string> ids = attack_ids(protocol, mode);
      for (const Cell& cell : parse_claims(protocol, mode)) {
        for (const auto* list : {&cell.required, &cell.supplementary}) {
          for (const std::string& id : *list) {
            INFO(protocol.name << " " << cell.name() << " " << id);
            CHECK(ids.contains(of_role(cell.role, id)));
          }
        }
      }
    }
  }
}

TEST_CASE("every variant that a family's claims name is a protocol") {
  for (const Protocol& protocol : known_protocols()) {
    std::set<std::string> variants, claimed;
    for (const Protocol& other : known_protocols()) {
      if (other.family() == protocol.family()) variants.insert(other.variant());
    }
    const nlohmann::json claims = nlohmann::json::parse(protocol.claims);
    for (const auto& [variant, unused] : claims.items()) {
      if (variant != "notes") claimed.insert(variant);
    }
    CHECK(claimed == variants);
  }
}

TEST_CASE("the patterns of mutants name each mutant and no attack that is not there") {
  for (const Protocol& protocol : known_protocols())
    CHECK(stale_patterns(protocol) == std::vector<std::string>{});
}

TEST_CASE("what each role is called is said, and so is how the reference plays it") {
  for (const Protocol& protocol : known_protocols()) {
    INFO(protocol.name);
    CHECK_FALSE(protocol.roles.empty());
    CHECK(protocol.roles.contains(Role::peer) == (protocol.roles.size() == 1));
    const auto reference = protocol.reference(protocol.default_mode());
    for (const auto& [role, called] : protocol.roles)
      CHECK(reference->capabilities(protocol.name).plays(role));
  }
}

TEST_CASE("of several exit codes the worst is what the design's order says") {
  CHECK(worst_exit_code({}) == 0);
  CHECK(worst_exit_code({0, 4, 0}) == 4);
  CHECK(worst_exit_code({4, 6, 5}) == 6);
  CHECK(worst_exit_code({3, 1, 6}) == 1);
  CHECK(worst_exit_code({1, 2}) == 2);
}
