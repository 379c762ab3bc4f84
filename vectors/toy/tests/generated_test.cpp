// SPDX-License-Identifier: MIT
#include <algorithm>
#include <catch2/catch.hpp>

#include "conformance/toy/rows.hpp"
#include "vectors/maker/generate.hpp"
#include "vectors/maker/lint.hpp"
#include "vectors/maker/schema.hpp"
#include "vectors/toy/vector_set.hpp"

namespace assay::vectors {
namespace {

Folder committed() { return read_folder(toy_vector_set(), ASSAY_VECTORS); }

TEST_CASE("the toy's committed files are what the generator writes, byte for byte") {
  Folder folder = committed();
  folder.files[std::string(schema_name)] = folder.schema;
  const std::map<std::string, std::string> generated = generate(toy_vector_set());
  REQUIRE(folder.files.size() == generated.size());
  for (const auto& [name, text] : generated) {
    INFO(name << " is stale: run assay-vectors-toy generate vectors");
    CHECK((folder.files.at(name) == text));  // parentheses: do not print a whole file
  }
}

TEST_CASE("the toy's committed files have no finding") {
  const Report report = lint(toy_vector_set(), committed());
  for (const std::string& finding : report.findings) UNSCOPED_INFO(finding);
  CHECK(report.findings.empty());
  CHECK(report.tests == 16);
}

TEST_CASE("a wire, a reason or a change of the toy that is not so is found") {
  const auto findings_with = [](const std::string& from, const std::string& to,
                                const std::string& file = "reject.json") {
    Folder folder = committed();
    std::string& text = folder.files.at(file);
    const auto at = text.find(from);
    REQUIRE(at != std::string::npos);
    text.replace(at, from.size(), to);
    return lint(toy_vector_set(), folder).findings.size();
  };
  CHECK(findings_with("\"reason\": \"stale\"", "\"reason\": \"reflected\"") > 0);
  CHECK(findings_with("\"op\": \"flip-bit\"", "\"op\": \"truncate\"") > 0);
  CHECK(findings_with("\"wire\": \"0", "\"wire\": \"f") > 0);
  CHECK(findings_with("\"answer\": null", "\"answer\": \"00\"", "knowledge.json") > 0);
  CHECK(findings_with("\"K\": \"07", "\"K\": \"08", "knowledge.json") > 0);
}

TEST_CASE("every row of the toy's attacks has a vector") {
  const std::vector<Test> tests = toy_reject_tests();
  for (const terms::Row& row : toy_rows()) {
    CAPTURE(row.id);
    CHECK(std::ranges::any_of(tests, [&](const Test& t) { return t.focus->reads == row.message; }));
  }
}

}  // namespace
}  // namespace assay::vectors
