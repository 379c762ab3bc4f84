// SPDX-License-Identifier: MIT
// Slow: a probe starts about a dozen processes, and a silent one is waited for.
#include <catch2/catch.hpp>

#include "conformance/shs1/contract/contract_target.hpp"

using namespace assay;
using Catch::Contains;

namespace {

std::unique_ptr<ContractTarget> server(std::vector<std::string> argv) {
  return contract_target({.server = std::move(argv)}, 1);
}

std::unique_ptr<ContractTarget> client(std::vector<std::string> argv) {
  return contract_target({.client = std::move(argv)}, 1);
}

std::string defect(ContractTarget& target) {
  try {
    target.capabilities("shs1");
  } catch (const Defective& e) {
    return e.what();
  }
  return "none";
}

}  // namespace

TEST_CASE("a program that is no executable of the contract is defective, in a sentence") {
  CHECK_THAT(defect(*server({"/bin/true"})), Contains("exit 0 without an outcome"));
  CHECK_THAT(defect(*client({"/bin/true"})), Contains("exit 0 without an outcome"));
  CHECK_THAT(defect(*server({"yes"})), Contains("floods"));
  CHECK_THAT(defect(*client({"yes"})), Contains("floods"));
  CHECK_THAT(defect(*server({"cat"})), Contains("before it is sent anything"));
  CHECK_THAT(defect(*client({"sleep", "inf"})), Contains("no msg1") && Contains("exit code 1"));
  CHECK_THAT(defect(*server({"/nowhere/server"})), Contains("cannot start"));
}

TEST_CASE("a silent executable is defective within the time of a slow start") {
  auto target = contract_target({.client = {FAKE, "silent"}}, 0.05);
  CHECK_THAT(defect(*target), Contains("still running"));
}

TEST_CASE("a server that refuses everyone is judged, not thrown out") {
  auto target = server({FAKE, "exit-3"});
  CHECK(defect(*target) == "none");
  CHECK_THAT(target->findings(Role::server).at(0), Contains("honest handshake: no, exit code 3"));
  CHECK(target->capabilities("shs1").authorize.empty());
  CHECK_FALSE(target->capabilities("shs1").events);
  CHECK(target->another()->identity().name == target->identity().name);
}

TEST_CASE("what the contract cannot pass on is unsupported by name") {
  auto target = server({FAKE, "exit-3"});
  OpenRequest request{.protocol = "shs1", .role = Role::server};
  request.bytes = {{"network_key", Bytes(32, 1)}, {"static_seed", Bytes(32, 2)}};
  CHECK(target->open(request) != nullptr);
  const auto refuses = [&](auto change, const char* what) {
    OpenRequest other = request;
    change(other);
    CHECK_THROWS_WITH(target->open(other), Contains(what));
    CHECK_THROWS_AS(target->open(other), Unsupported);
  };
  refuses([](OpenRequest& r) { r.endpoint = "one"; }, "endpoint");
  refuses([](OpenRequest& r) { r.role = Role::client; }, "client");
  refuses([](OpenRequest& r) { r.protocol = "shs2"; }, "shs2");
  refuses([](OpenRequest& r) { r.bytes["peer_pk"] = Bytes(32); }, "peer_pk");
  refuses([](OpenRequest& r) { r.bytes["inject.ephemeral_sk"] = Bytes(32); },
          "inject.ephemeral_sk");
  refuses([](OpenRequest& r) { r.timeout = Millis(5); }, "timeout_ms");
  refuses([](OpenRequest& r) { r.authorize = Authorize{.keys = {{Bytes(32)}}}; },
          "SHS1_ALLOW_FILE");
  refuses([](OpenRequest& r) { r.authorize = Authorize{.delay = Millis(5)}; },
          "authorize.delay_ms");
  refuses([](OpenRequest& r) { r.authorize = Authorize{.then = Authorize::Then::never}; },
          "authorize.then");
}
