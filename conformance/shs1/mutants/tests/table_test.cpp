// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <set>

#include "conformance/shs1/mutants/mutants.hpp"
#include "spec/shs1_claims_text.hpp"

using namespace assay;
using namespace assay::mutants;

namespace {

using Names = std::set<std::string>;

// What no attack may or can look at: time, memory, and where sound libraries differ.
const Names unnoticeable = {"M37", "M63", "M64"};

const nlohmann::json& claims() {
  static const nlohmann::json all = nlohmann::json::parse(shs1_claims_text).at("-").at("-");
  return all;
}

// The rows of `role` in which an attack counts.
Names rows_of(const std::string& role, const std::string& attack) {
  Names rows;
  for (const auto& [row, roles] : claims().items()) {
    if (!roles.contains(role)) continue;
    for (const auto& cell : roles.at(role)) {
      for (const char* list : {"required", "supplementary"}) {
        for (const auto& id : cell.at(list)) {
          if (id == attack && cell.at("claim") == "holds") rows.insert(role + "." + row);
        }
      }
    }
  }
  return rows;
}

Names rows_of_kills(const Mutant& mutant) {
  Names rows;
  for (const std::string& kill : mutant.kills) {
    const auto dot = kill.find('.');
    const Names more = rows_of(kill.substr(0, dot), kill.substr(dot + 1));
    INFO(mutant.id << " names " << kill);
    CHECK_FALSE(more.empty());
    rows.insert(more.begin(), more.end());
  }
  return rows;
}

Names set_of(const std::vector<std::string>& names) { return {names.begin(), names.end()}; }

// The attacks that `role`'s rows require, less the design limits: what they show is a lack.
Names required_of(const std::string& role) {
  Names ids;
  for (const auto& row : claims()) {
    if (!row.contains(role)) continue;
    for (const auto& cell : row.at(role)) {
      if (cell.at("claim") != "holds") continue;
      for (const std::string id : cell.at("required")) ids.insert(role + "." + id);
    }
  }
  return ids;
}

// A crash is BROKEN on R and INCONCLUSIVE elsewhere.
bool crashes(const Mutant& m) {
  return m.flaws.contains(Flaw::low_order_kills) || m.flaws.contains(Flaw::bad_A_p_kills) ||
         m.flaws.contains(Flaw::dies_above_4096);
}

}  // namespace

TEST_CASE("every mutant has an id, a flaw and a reason of its own") {
  Names ids, flaws;
  for (const Mutant& m : all()) {
    CHECK(ids.insert(m.id).second);
    CHECK(flaws.insert(m.flaw).second);
    CHECK_FALSE(m.because.empty());
    CHECK(m.flaws.empty() == (m.id == "M00"));
    CHECK(m.breaks.empty() == (m.id == "M00" || unnoticeable.contains(m.id)));
  }
}

TEST_CASE("the rows that a mutant breaks are those in which its attacks count") {
  for (const Mutant& m : all()) {
    INFO(m.id << ": " << m.flaw);
    Names rows = rows_of_kills(m);
    if (crashes(m))
      std::erase_if(rows, [](const std::string& row) { return !row.ends_with(".R"); });
    CHECK(rows == set_of(m.breaks));
  }
}

TEST_CASE("every required attack is seen to bite a mutant") {
  Names kills;
  for (const Mutant& m : all()) kills.insert(m.kills.begin(), m.kills.end());
  for (const std::string role : {"server", "client"}) {
    for (const std::string& attack : required_of(role)) {
      INFO("no mutant falls to " << attack);
      CHECK(kills.contains(attack));
    }
  }
}

TEST_CASE("a mutant breaks rows only of the ends that have its flaw") {
  for (const Mutant& m : all()) {
    for (const std::string& row : m.breaks) {
      const Role role = row.starts_with("server.") ? Role::server : Role::client;
      INFO(m.id << " breaks " << row);
      CHECK(std::ranges::find(m.roles, role) != m.roles.end());
    }
  }
}

TEST_CASE("every flaw is the flaw of a mutant") {
  Flaws used;
  for (const Mutant& m : all()) used.insert(m.flaws.begin(), m.flaws.end());
  CHECK(used.size() == static_cast<std::size_t>(Flaw::nonce_restarts_each_write) + 1);
}

TEST_CASE("an id that is not in the table is refused with the ids that are") {
  CHECK_THROWS_WITH(find("M999"), Catch::Contains("M11"));
}
