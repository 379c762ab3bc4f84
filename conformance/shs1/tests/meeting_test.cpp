// SPDX-License-Identifier: MIT
#include "conformance/engine/meeting.hpp"

#include <catch2/catch.hpp>

#include "conformance/shs1/mutants/mutants.hpp"
#include "conformance/shs1/peers/reference_target.hpp"
#include "conformance/shs1/protocol.hpp"

using namespace assay;
using Catch::Matchers::StartsWith;

namespace {

Meeting of_reference_with_server(const std::string& mutant) {
  const auto client = reference_target();
  const auto server = mutants::mutant_target(mutants::find(mutant));
  return meet(shs1_protocols().front(), {*client, *server}, Rng(Bytes(32)), 0.2);
}

}  // namespace

TEST_CASE("two references meet, and the stream runs both ways") {
  const Meeting m = of_reference_with_server("M00");
  CHECK(m.agreed);
  CHECK(m.end == "stream");
}

TEST_CASE("where two ends do not meet, the message that was not taken is named") {
  CHECK_THAT(of_reference_with_server("M39").end, StartsWith("msg2: client"));
  CHECK_THAT(of_reference_with_server("M17").end, StartsWith("msg4: client"));
}

TEST_CASE("two ends that report success and other keys do not agree") {
  const Meeting m = of_reference_with_server("M42");
  CHECK_FALSE(m.agreed);
  CHECK(m.end == "their keys differ");
}

TEST_CASE("a stream that the other end cannot read is where they stop") {
  CHECK_THAT(of_reference_with_server("M44").end, StartsWith("the stream: "));
}
