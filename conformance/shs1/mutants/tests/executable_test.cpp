// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "conformance/shs1/algebra.hpp"
#include "conformance/shs1/form.hpp"
#include "conformance/shs1/mutants/mutants.hpp"
#include "conformance/shs1/peers/tests/wire.hpp"
#include "conformance/targets/child.hpp"
#include "conformance/targets/hsp_target.hpp"

using namespace assay;
using namespace assay::peers;

namespace {

const Protocol form = shs1_form();

struct Ended {
  std::string out, err;
  std::optional<int> code;
};

Ended run(std::vector<std::string> args, const Bytes& in = {}) {
  args.insert(args.begin(), ASSAY_MUTANT);
  Child child({.argv = args});
  child.write(std::string(in.begin(), in.end()));
  child.close_input();
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(5);
  while (child.pump(deadline) == Child::Progress::output) {
  }
  child.wait_exit(deadline);
  return {child.output(), child.stderr_tail(), child.exit_code()};
}

std::vector<std::string> as_server(const std::string& id) {
  return {"--id", id, "--as", "executable", hex(K), hex(cat(seed_of_B, B_p)), hex(B_p)};
}

}  // namespace

TEST_CASE("the list has a line for every mutant, with what it breaks") {
  const Ended e = run({"--list"});
  CHECK(e.code == 0);
  CHECK(static_cast<std::size_t>(std::ranges::count(e.out, '\n')) == mutants::all().size() + 1);
  CHECK_THAT(e.out, Catch::Contains("M11\tclient\tclient.C,client.P03,client.P05,client.P07\t"));
}

TEST_CASE("what is no mutant is refused with exit code 64") {
  CHECK(run({}).code == 64);
  CHECK(run({"--id", "M11", "--as", "poem"}).code == 64);
  const Ended e = run({"--id", "M999"});
  CHECK(e.code == 64);
  CHECK_THAT(e.err, Catch::Contains("no mutant M999"));
}

TEST_CASE("after a failed handshake M75 exits with 0 and its twin with 1") {
  CHECK(run(as_server("M75"), Bytes(64, 1)).code == 0);
  CHECK(run(as_server("M00"), Bytes(64, 1)).code == 1);
  CHECK(run({"--id", "M75", "--as", "executable", "nonsense"}).code == 64);
}

TEST_CASE("a hello of low order kills M29 and not its twin") {
  const Bytes msg1 = cat(mallory::mac(K, mallory::zeros(32)), mallory::zeros(32));
  CHECK(run(as_server("M00"), msg1).code == 1);
  CHECK_FALSE(run(as_server("M29"), msg1).code);
}

TEST_CASE("a mutant speaks HSP/1 and reports itself by its id") {
  const auto target = hsp_target(form, {ASSAY_MUTANT, "--id", "M36", "--as", "hsp"}, 1);
  CHECK(target->identity().name == "assay-mutant M36");
  CHECK(target->capabilities("shs1").authorize == "none");
  Pair p(*mutants::mutant_target(mutants::find("M00")), *target);
  CHECK(p.server.last.state == State::done);
}
