// SPDX-License-Identifier: MIT
#include "conformance/bench/measure.hpp"

#include <catch2/catch.hpp>

namespace assay::bench {
namespace {

TEST_CASE("a program that ran gives its words, its exit code, its seconds and its memory") {
  const Finished finished = run({"sh", "-c", "echo out; echo err >&2; sleep 0.1; exit 3"});
  CHECK(finished.output == "out\nerr\n");
  CHECK(finished.exit_code == 3);
  CHECK(finished.seconds >= 0.1);
  CHECK(finished.mib > 0);
}

TEST_CASE("a program that is missing, and one that was killed, are told apart by their codes") {
  CHECK(run({"no-such-program-at-all"}).exit_code == 127);
  CHECK(run({"sh", "-c", "kill -9 $$"}).exit_code == 128 + 9);
}

TEST_CASE("without a count there is a reason") {
  std::string why;
  CHECK_FALSE(instructions({"no-such-program-at-all"}, why));
  CHECK_FALSE(why.empty());
}

}  // namespace
}  // namespace assay::bench
