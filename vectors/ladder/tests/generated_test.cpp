// SPDX-License-Identifier: MIT
#include <algorithm>
#include <catch2/catch.hpp>

#include "conformance/ladder/attacks/rows.hpp"
#include "vectors/ladder/vector_set.hpp"
#include "vectors/maker/generate.hpp"
#include "vectors/maker/lint.hpp"
#include "vectors/maker/schema.hpp"

namespace assay::vectors {
namespace {

Folder committed(const VectorSet& set) { return read_folder(set, ASSAY_VECTORS); }

TEST_CASE("the ladder's committed files are what the generator writes, byte for byte") {
  for (const VectorSet& set : ladder_vector_sets()) {
    Folder folder = committed(set);
    folder.files[std::string(schema_name)] = folder.schema;
    const std::map<std::string, std::string> generated = generate(set);
    REQUIRE(folder.files.size() == generated.size());
    for (const auto& [name, text] : generated) {
      INFO(set.protocol << "/" << name << " is stale: run assay-vectors generate vectors");
      CHECK((folder.files.at(name) == text));  // parentheses: do not print a whole file
    }
  }
}

TEST_CASE("the ladder's committed files have no finding") {
  std::size_t tests = 0;
  for (const VectorSet& set : ladder_vector_sets()) {
    const Report report = lint(set, committed(set));
    for (const std::string& finding : report.findings) UNSCOPED_INFO(finding);
    CHECK(report.findings.empty());
    tests += report.tests;
  }
  CHECK(tests == 1174);
}

// How much is found in that file of sigma-i's once the first `from` is `to`.
std::size_t findings_with(const std::string& file, const std::string& from, const std::string& to) {
  const VectorSet& set = rung_vector_set(rungs::rung_named("sigma-i"));
  Folder folder = committed(set);
  std::string& text = folder.files.at(file);
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  text.replace(at, from.size(), to);
  return lint(set, folder).findings.size();
}

TEST_CASE("a wire, a reason, a mode or a change of the ladder that is not so is found") {
  const std::string file = "reject-server.json";
  CHECK(findings_with(file, "\"reason\": \"bad_mac\"", "\"reason\": \"bad_box\"") > 0);
  CHECK(findings_with(file, "\"op\": \"flip-bit\"", "\"op\": \"truncate\"") > 0);
  CHECK(findings_with(file, "\"mode\": \"named-pop\"", "\"mode\": \"named\"") > 0);
  CHECK(findings_with(file, "\"wire\": \"0024", "\"wire\": \"0025") > 0);
}

TEST_CASE("a question of the ladder's whose answer is another, or that has no twin, is found") {
  const std::string file = "knowledge.json";
  const std::string app_i = "667a56e663c0333aea091b2affc1a642c9814c028d95bcd51456c8c21434cef9";
  CHECK(findings_with(file, "\"answer\": null", "\"answer\": \"00\"") > 0);
  CHECK(findings_with(file, "\"answer\": \"667a", "\"answer\": \"667b") > 0);
  CHECK(findings_with(file, "\"answer\": \"" + app_i + "\"", "\"answer\": null") > 0);
  CHECK(findings_with(file, "\"x\": \"11", "\"x\": \"12") > 0);
  CHECK(findings_with(file, "\"wire\": \"0024", "\"wire\": \"0025") > 0);
}

TEST_CASE("every row of the ladder's attacks has a vector") {
  for (const rungs::Rung& rung : rungs::all_rungs()) {
    std::vector<Test> tests = ladder_reject_tests(rung, "server");
    for (Test& test : ladder_reject_tests(rung, "client")) tests.push_back(std::move(test));
    for (const terms::Row& row : rungs::ladder_rows(rung)) {
      CAPTURE(rung.name, row.id);
      CHECK(std::ranges::any_of(tests, [&](const Test& t) {
        return t.focus->reads == row.message && t.id.contains("/" + row.slug);
      }));
    }
  }
}

}  // namespace
}  // namespace assay::vectors
