// SPDX-License-Identifier: MIT
#include <algorithm>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "conformance/options/shown.hpp"
#include "vectors/maker/generate.hpp"
#include "vectors/maker/lint.hpp"
#include "vectors/maker/schema.hpp"
#include "vectors/maker/tests/whisper.hpp"

namespace assay::vectors {
namespace {

using Json = nlohmann::ordered_json;

Folder generated(const VectorSet& set) {
  Folder folder{generate(set), schema_text(set), {}};
  for (const VectorFile& file : set.files) {
    for (const Test& test : file.tests()) folder.frozen_ids.push_back(test.id);
  }
  return folder;
}

// In what whisper() generates, as `set` sees it.
std::vector<std::string> findings(const VectorSet& set) {
  return lint(set, generated(whisper())).findings;
}

bool says(const std::vector<std::string>& findings, const std::string& words) {
  for (const std::string& finding : findings) UNSCOPED_INFO(finding);
  return std::ranges::any_of(
      findings, [&](const std::string& f) { return f.find(words) != std::string::npos; });
}

Json tests_in(const std::string& file) {
  return Json::parse(generate(whisper()).at(file)).at("tests");
}

TEST_CASE("what is generated has no finding") {
  const Report report = lint(whisper(), generated(whisper()));
  for (const std::string& finding : report.findings) UNSCOPED_INFO(finding);
  CHECK(report.findings.empty());
  CHECK(report.files == 2);
  CHECK(report.tests == 4);
}

TEST_CASE("an honest session shows the protocol's parties, letters and messages, in its order") {
  const Json test = tests_in("accept.json").at(0);
  CHECK(test.at("shared").dump() == R"({"P":"0101010101010101"})");
  CHECK(test.at("parties").dump() ==
        R"({"asker":{"x":"0202020202020202"},"teller":{"y":"0303030303030303"}})");
  REQUIRE(test.at("transcript").size() == 2);
  CHECK(test.at("transcript").at(0).dump() ==
        R"({"message":"ask","from":"asker","to":"teller","wire":"0202020202020202"})");
  CHECK(test.at("transcript").at(1).at("from") == "teller");
  CHECK(test.at("outcome").at("asker").at("key") == test.at("outcome").at("teller").at("key"));
}

TEST_CASE("from the changed message on the peer is mallory, and the test says who refuses where") {
  const Json test = tests_in("reject-asker.json").at(0);
  CHECK(test.at("id") == "whisper/asker/tell/other-bit");
  CHECK(test.at("control") == "whisper/ok/plain");
  CHECK(test.at("transcript").at(0).at("to") == "teller");
  CHECK(test.at("transcript").at(1).at("from") == "mallory");
  CHECK(test.at("outcome").dump() == R"({"asker":null})");
  CHECK(test.at("reject").dump() == R"({"party":"asker","earliest":"tell","latest":"tell",)"
                                    R"("reason":"bad_proof","must_not_send":["stream"]})");
}

TEST_CASE("the schema has the protocol's words") {
  const Json schema = Json::parse(schema_text(whisper()));
  const Json& definitions = schema.at("definitions");
  CHECK(schema.at("properties").at("protocol").at("const") == "whisper");
  CHECK(definitions.at("message").at("enum").dump() == R"(["ask","tell"])");
  CHECK(definitions.at("test").at("properties").at("id").at("pattern") ==
        "^whisper/(ok|asker/(tell)|teller/(ask))/[a-z0-9]+(-[a-z0-9]+)*$");
  CHECK(definitions.at("reject").at("properties").at("reason").at("enum").dump() ==
        R"(["bad_proof","end_of_stream"])");
}

TEST_CASE("a reference that accepts a forgery, or takes another outcome, is found") {
  VectorSet set = whisper();
  set.play = [](const Test& test, std::string_view party) {
    Played played = whisper().play(test, party);
    if (played.reason == "bad_proof") played.reason = played.rejected_at = "";
    if (played.outcome) played.outcome = Values{{"key", Bytes(8)}};
    return played;
  };
  CHECK(says(findings(set), "other-bit: result: the reference accepts this"));
  CHECK(says(findings(set), "plain: outcome.asker: is not the reference's"));
}

TEST_CASE("what stands in a file reaches a terminal without what moves it") {
  for (const std::string id : {"\x1b[2J", "a\nb", "\xff", "\u202e"}) {
    Folder folder = generated(whisper());
    Json file = Json::parse(folder.files.at("accept.json"));
    file.at("tests").at(0).at("id") = id;
    folder.files["accept.json"] = file.dump(2, ' ', false, Json::error_handler_t::ignore);
    folder.frozen_ids.push_back(id);
    const Report report = lint(whisper(), folder);
    CHECK_FALSE(report.findings.empty());
    for (const std::string& finding : report.findings) CHECK(shown(finding, 4000) == finding);
  }
}

TEST_CASE("steps that leave out a check are found") {
  terms::Book lax = whisper_book();
  std::erase_if(lax.steps.at(Role::client),
                [](const terms::Step& step) { return step.kind == terms::Step::Kind::check; });
  VectorSet set = whisper();
  set.book = &lax;
  CHECK(says(findings(set), "other-bit: result: whoever takes the steps as asker accepts this"));
}

TEST_CASE("formulas that are not the reference's are found") {
  terms::Book other = whisper_book();
  std::ranges::reverse(other.formulas.at(1).operands);  // of proof
  std::ranges::reverse(other.formulas.at(3).operands);  // of key
  VectorSet set = whisper();
  set.book = &other;
  const std::vector<std::string> found = findings(set);
  CHECK(says(found, "plain: intermediates.proof: is not what the formulas give"));
  CHECK(says(found, "plain: outcome.asker: is not what the formulas give"));
  CHECK(says(found, "plain: transcript: whoever takes the steps as teller sends something else"));
  CHECK(says(found, "plain: result: whoever takes the steps as asker does not accept at tell"));
  CHECK(says(found, "plain: outcome.teller: is not that of whoever takes the steps"));
}

}  // namespace
}  // namespace assay::vectors
