// SPDX-License-Identifier: MIT
#include "conformance/cli/matrix.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "conformance/cli/tests/command.hpp"

// With any list of protocols.
using namespace assay;
using namespace assay::cli;
using Catch::Contains;
using Json = nlohmann::ordered_json;

namespace {

// One whose row P06 holds by one attack at least, which any list has.
const Protocol& protocol_with_row() {
  for (const Protocol& protocol : known_protocols())
    for (const Cell& cell : parse_claims(protocol, protocol.default_mode()))
      if (cell.row == "P06" && cell.claim == Claim::holds) return protocol;
  throw std::logic_error("no protocol holds P06");
}

CheckOptions of_row(const Protocol& protocol) {
  CheckOptions options;
  options.mode = protocol.default_mode();
  options.rows = "P06";
  options.effort = "quick";
  options.seed = std::string(64, '0');
  return options;
}

Json matrix_of(const Protocol& protocol) { return run_matrix({&protocol}, of_row(protocol)); }

// Claims in which the design lacks what it holds.
std::string claims_that_lack(const Protocol& protocol) {
  Json claims = Json::parse(protocol.claims);
  for (auto& [mode, rows] : claims.at(protocol.variant()).items()) {
    for (auto& [role, halves] : rows.at("P06").items()) {
      for (auto& [half, cell] : halves.items()) {
        if (cell.at("claim") != "holds") continue;
        cell["claim"] = "lacks";
        cell["required"] = Json::array({cell.at("required").front()});
        cell.erase("essential");
      }
    }
  }
  return claims.dump();
}

// The record with attacks that always succeed.
Protocol with_attacks_that_succeed(Protocol protocol) {
  const auto attacks = protocol.attacks;
  protocol.attacks = [attacks](const std::string& mode) {
    std::vector<Attack> all = attacks(mode);
    for (Attack& attack : all) {
      attack.twin = "";
      attack.cases = [](Stage&) {
        return std::vector<Case>{{.slug = "", .change = "", .run = [](Stage&) {
                                    return Result{Verdict::succeeded, "it was made to"};
                                  }}};
      };
    }
    return all;
  };
  return protocol;
}

}  // namespace

TEST_CASE("a reference that is as claimed is told so, with exit 0") {
  const Json matrix = matrix_of(protocol_with_row());
  CHECK_FALSE(matrix.at("columns").front().at("cells").empty());
  CHECK(matrix_exit_code(matrix, true) == 0);
}

TEST_CASE("a claim that was tampered with is seen by --check alone, with exit 1") {
  Protocol tampered = protocol_with_row();
  const std::string claims = claims_that_lack(tampered);
  tampered.claims = claims;
  const Json matrix = matrix_of(tampered);
  CHECK_THAT(matrix.dump(), Contains("STRICTER"));
  CHECK(matrix_exit_code(matrix, false) == 0);
  CHECK(matrix_exit_code(matrix, true) == 1);
}

TEST_CASE("a record whose attacks succeed breaks its claims, with exit 1") {
  const Json matrix = matrix_of(with_attacks_that_succeed(protocol_with_row()));
  CHECK_THAT(matrix.dump(), Contains("BROKEN"));
  CHECK(matrix_exit_code(matrix, true) == 1);
}

TEST_CASE("a matrix of one protocol is written in every form that is asked for") {
  const std::string name = protocol_with_row().name;
  const auto on_stdout = [&](const std::string& format) {
    const Ran ran = run_assay({"matrix", "--protocol", name, "--check", "--report", format + "=-"});
    INFO(ran.err);
    CHECK(ran.exit_code == 0);
    CHECK_THAT(ran.err, Contains("every cell is as claimed"));
    return ran.out;
  };
  CHECK(Json::parse(on_stdout("json")).at("schema") == "assay-matrix-1");
  CHECK_THAT(on_stdout("html"), Catch::StartsWith("<!doctype html>"));
  CHECK_THAT(on_stdout("markdown"), Catch::StartsWith("| "));
}

TEST_CASE("words of the matrix that mean nothing are refused") {
  const auto refused = [](std::vector<std::string> words, const std::string& sentence) {
    words.insert(words.begin(), "matrix");
    const Ran ran = run_assay(words);
    CHECK(ran.exit_code == 2);
    CHECK_THAT(ran.err, Contains(sentence));
  };
  refused({"--report", "pdf=x"}, "--report takes json=FILE, html=FILE or markdown=FILE");
  refused({"--report", "html="}, "--report takes");
  refused({"--mode", "sideways"}, "none of these protocols has the mode sideways");
  refused({"--protocol", "none"}, "there is no protocol none");
}
