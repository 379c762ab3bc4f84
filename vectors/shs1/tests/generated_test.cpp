// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>

#include "vectors/maker/generate.hpp"
#include "vectors/maker/lint.hpp"
#include "vectors/maker/schema.hpp"
#include "vectors/shs1/vector_set.hpp"

namespace assay::vectors {
namespace {

const std::filesystem::path vectors_folder = ASSAY_VECTORS;

Folder committed() { return read_folder(shs1_vector_set(), vectors_folder); }

TEST_CASE("the committed files are what the generator writes, byte for byte") {
  Folder folder = committed();
  folder.files[std::string(schema_name)] = folder.schema;
  const std::map<std::string, std::string> generated = generate(shs1_vector_set());
  REQUIRE(folder.files.size() == generated.size());
  for (const auto& [name, text] : generated) {
    INFO(name << " is stale: run assay-vectors generate vectors");
    CHECK((folder.files.at(name) == text));  // parentheses: do not print a whole file
  }
}

TEST_CASE("the committed files have no finding") {
  const Report report = lint(shs1_vector_set(), committed());
  for (const std::string& finding : report.findings) UNSCOPED_INFO(finding);
  CHECK(report.findings.empty());
  CHECK(report.files == shs1_vector_set().files.size());
  CHECK(report.tests == 215);
}

// The session of a server written in Python on libsodium, before this project had any code.
TEST_CASE("the session on X25519 ephemerals has the values that another program found") {
  const VectorSet& set = shs1_vector_set();
  const std::vector<Test> tests = lint_file(
      set, set.files.front(), committed().files.at("accept.json"), [](const auto&, const auto&) {});
  const auto found = std::find_if(tests.begin(), tests.end(), [](const Test& test) {
    return test.id == "shs1/ok/x25519-ephemerals";
  });
  REQUIRE(found != tests.end());
  CHECK(hex(found->transcript.at(0).wire) ==
        "f18c040913237de34277aa41010c0882d02242abcbf46241021652f4a1c365b4"
        "7b0d47d93427f8311160781c7c733fd89f88970aef490d8aa0ee19a4cb8a1b14");
  CHECK(hex(found->transcript.at(1).wire) ==
        "52f046832f240ac14cf4535fa8096c613b32f6bde7fc2c39fab60865f35b1566"
        "ff2ee45601ec1b67310c7790404585ae697331eee1c1f8cf2419731c1fff3e6b");
  CHECK(hex(found->transcript.at(2).wire) ==
        "9793d7fff396fb348b4a5b4a368d841eb526c50291a143503823e800a5b52166"
        "dcc8109e98a1bb4637206724466f5c794f11b1a965e7881b7a20212f24051208"
        "1ee67b7b490d59af900b6de4b4e34d387f9170b9de62aefe83d53afd37fa194e"
        "6c3e63a956c0038f770b299a8240d063");
  CHECK(hex(found->transcript.at(3).wire) ==
        "c9f10660395fca8e2f930e5fc5b52ec08dcc2f3ed251f8dda24d08bb46b7723b"
        "8e2d85b77f2552ab49afcdb7c699ea5ae5dc4f4e7570ec7f3b2d937086f9a0f5"
        "98985758810fd72ef6fea699423a339d");
  const Values& server = found->outcome.at("server").value();
  CHECK(hex(server.at("enc_key")) ==
        "384ddb3310bc976e1033bd16d5d9858440b3d945ffaabedcc961e501c7a5113e");
  CHECK(hex(server.at("dec_key")) ==
        "54145c4ba6d60933faee54f95baa6d4955795d59ce35bdfd85869fca5b381173");
  CHECK(hex(server.at("enc_nonce")) == "f18c040913237de34277aa41010c0882d02242abcbf46241");
  CHECK(hex(server.at("dec_nonce")) == "52f046832f240ac14cf4535fa8096c613b32f6bde7fc2c39");
  CHECK(hex(found->intermediates.at("ab")) ==
        "3c528e9fd39731b15d10de8feb5f71d3f65b73c993581dedb03315a9ed177730");
}

}  // namespace
}  // namespace assay::vectors
