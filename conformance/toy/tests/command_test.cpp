// SPDX-License-Identifier: MIT
#include "conformance/cli/tests/command.hpp"

#include <catch2/catch.hpp>

#include "conformance/targets/tcp/address.hpp"

// The command line on both variants, as a reference, as a process and as a program at a port.
using namespace assay;
using namespace assay::cli;
using Catch::Contains;

namespace {

Ran check_variant(const std::string& protocol, std::vector<std::string> target,
                  const std::vector<std::string>& options = {}) {
  std::vector<std::string> all = {"check", "--protocol", protocol};
  all.insert(all.end(), options.begin(), options.end());
  all.insert(all.end(), target.begin(), target.end());
  return run_assay(all);
}

}  // namespace

TEST_CASE("the reference holds its three rows in both variants, in this process and in its own") {
  for (const std::string protocol : {"toy/stream", "toy/datagram"}) {
    for (const std::vector<std::string>& target :
         {std::vector<std::string>{"--reference"}, {"--", TOY_HSP}}) {
      const Ran ran = check_variant(protocol, target);
      INFO(ran.out << ran.err);
      CHECK(ran.exit_code == 0);
      for (const char* row : {"C ", "P06", "P07"}) CHECK_THAT(ran.out, Contains(row));
    }
  }
}

TEST_CASE("one process that serves both variants keeps the rules of HSP/1 in each") {
  for (const std::string protocol : {"toy/stream", "toy/datagram"}) {
    const Ran ran = run_assay({"shim", "check", "--protocol", protocol, "--", TOY_HSP});
    INFO(ran.out << ran.err);
    CHECK(ran.exit_code == 0);
  }
}

TEST_CASE("a program that takes datagrams at a port is judged on what its wire shows") {
  const std::string key(64, '7');
  const std::string port = std::to_string(tcp::listen_on({"127.0.0.1", 0}).port);
  const Ran ran =
      check_variant("toy/datagram", {"--udp", "127.0.0.1:" + port},
                    {"--key", "shared_key=" + key, "--serve", TOY_UDP " " + key + " " + port});
  INFO(ran.out << ran.err);
  CHECK(ran.exit_code == 4);  // P07: what greets nobody first cannot be sent its own hello
  CHECK_THAT(ran.out, Contains("PARTIAL") && Contains("it speaks second"));
  CHECK_THAT(ran.out, !Contains("BROKEN") && !Contains("INCONCLUSIVE"));
}
