// SPDX-License-Identifier: MIT
#include <algorithm>
#include <catch2/catch.hpp>

#include "conformance/engine/tests/left_out.hpp"
#include "conformance/shs1/protocol.hpp"

using namespace assay;

namespace {

// What an end has wrong, and the mutants that have it wrong, each in another way.
struct Fault {
  std::string what;
  Role role;
  std::vector<std::string> mutants;
};

const std::vector<Fault> faults = {
    {"the mac of msg1", Role::server, {"M01", "M02", "server-skips-mac1"}},
    {"the mac of msg2", Role::client, {"M02", "M03", "client-skips-mac2"}},
    {"sigA", Role::server, {"M04", "M06", "M07", "M08", "server-skips-sigA"}},
    {"sigB", Role::client, {"M10", "M11", "client-skips-sigB"}},
    {"the tag of msg3", Role::server, {"M79", "server-skips-msg3"}},
    {"the tag of msg4", Role::client, {"M13", "client-skips-msg4"}},
    {"the decision", Role::server, {"M32", "M33", "M34", "M35", "M36", "server-skips-asking"}},
    {"zero products", Role::server, {"M23", "M23b", "M24", "M25", "M26"}},
    {"zero products", Role::client, {"M27", "M28"}},
    {"whom it reports", Role::server, {"M05", "M91", "M92"}},
    {"the allow list", Role::server, {"M71", "M72"}},
    {"its ephemeral key", Role::server, {"M20", "M74", "M76"}},
    {"its ephemeral key", Role::client, {"M21", "M74", "M76"}},
    {"nonces of the stream", Role::server, {"M45", "M58"}},
    {"tags of bodies", Role::server, {"M50", "M51"}},
    {"goodbye", Role::server, {"M53", "M54"}},
    {"its time limit", Role::server, {"M59", "M60"}},
    {"several connections", Role::server, {"M61", "M62"}}};

std::string fault_of(const std::string& mutant, Role role) {
  for (const Fault& fault : faults)
    if (fault.role == role && std::ranges::find(fault.mutants, mutant) != fault.mutants.end())
      return fault.what;
  return "";
}

}  // namespace

TEST_CASE("a mutant whose pattern is not known is likened to one that has the same thing wrong") {
  const LeftOut result = each_left_out(parse_patterns(shs1_protocols().front().patterns), fault_of);
  INFO(result.listing);
  CHECK(result.all >= 40);
  CHECK(3 * result.same >= 2 * result.all);
  CHECK(20 * result.another <= result.all);
}
