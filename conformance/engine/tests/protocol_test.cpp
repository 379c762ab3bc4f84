// SPDX-License-Identifier: MIT
#include "conformance/engine/protocol.hpp"

#include <catch2/catch.hpp>

namespace assay {
namespace {

Protocol complete_record() {
  Protocol p{.name = "some/thing"};
  p.claims = "{}";
  p.attacks = [](const std::string&) { return std::vector<Attack>{}; };
  p.honest = [](Stage&) {};
  p.request = [](Role, const std::string&, const Rng&) { return OpenRequest{}; };
  p.reference = [](const std::string&) { return std::unique_ptr<Target>{}; };
  return p;
}

std::string complaint(const Protocol& p) {
  try {
    must_be_complete(p);
    return "";
  } catch (const std::invalid_argument& e) {
    return e.what();
  }
}

TEST_CASE("a record that lacks what every command reads is refused by the name of the part") {
  CHECK(complaint(complete_record()).empty());
  Protocol p = complete_record();
  p.attacks = nullptr;
  CHECK(complaint(p) ==
        "the record of some/thing has no `attacks` (spec/adding-a-protocol.md, step 4)");
  p = complete_record(), p.claims = {};
  CHECK(complaint(p).find("has no `claims`") != std::string::npos);
  p = complete_record(), p.honest = nullptr;
  CHECK(complaint(p).find("has no `honest`") != std::string::npos);
  p = complete_record(), p.request = nullptr;
  CHECK(complaint(p).find("has no `request`") != std::string::npos);
  p = complete_record(), p.reference = nullptr;
  CHECK(complaint(p).find("has no `reference`") != std::string::npos);
}

}  // namespace
}  // namespace assay
