// SPDX-License-Identifier: MIT
#include "vectors/generate.hpp"

#include <set>
#include <stdexcept>

#include "vectors/cases/cases.hpp"
#include "vectors/notes.hpp"
#include "vectors/test_json.hpp"

namespace assay::vectors {
namespace {

Json notes_of(const std::vector<Test>& tests) {
  std::set<std::string> used;
  for (const Test& test : tests) used.insert(test.flags.begin(), test.flags.end());
  Json json = Json::object();
  for (const std::string& flag : used) {
    const auto found = notes().find(flag);
    if (found == notes().end()) throw std::logic_error("no note for flag " + flag);
    const Note& note = found->second;
    json[flag] = {{"description", note.description},
                  {"properties", note.properties},
                  {"kind", note.kind},
                  {"effect", note.effect},
                  {"spec", note.spec}};
  }
  return json;
}

Json sources() {
  Json npm{{"name", "npm secret-handshake"},
           {"version", "1.1.21"},
           {"url", "https://github.com/auditdrivencrypto/secret-handshake"},
           {"license", "MIT"}};
  Json paper{{"name", "Cremers and Jackson: Prime, Order Please!"},
             {"version", "ePrint 2019/526"},
             {"url", "https://eprint.iacr.org/2019/526"},
             {"license", "facts only, nothing copied"}};
  return Json::array({npm, paper});
}

std::vector<Test> tests_of(const Section& section) {
  if (section.policy) return policy_tests();
  if (section.valid) return accept_tests();
  return section.refuses == Party::server ? reject_server_tests() : reject_client_tests();
}

}  // namespace

const std::vector<Section>& sections() {
  static const std::vector<Section> list = {
      {"shs1/accept.json", "Honest sessions with every value; both parties accept.", false, true,
       std::nullopt},
      {"shs1/reject-server.json", "Sessions that every sound server refuses.", false, false,
       Party::server},
      {"shs1/reject-client.json", "Sessions that every sound client refuses.", false, false,
       Party::client},
      {"shs1/policy.json",
       "Sessions on which sound implementations differ: the result is the reference's, never a "
       "requirement.",
       true, false, std::nullopt},
  };
  return list;
}

std::string file_text(const Section& section, const std::vector<Test>& tests) {
  Json json{{"schema", "handshake-1"},
            {"protocol", "shs1"},
            {"profile", section.policy ? "policy" : "deployed"},
            {"suite", "1.0.0"},
            {"spec", "spec/shs1.md"},
            {"generator",
             {{"name", "assay-vectors"},
              {"version", "1"},
              {"command", "assay-vectors generate vectors"},
              {"seed", generator_seed}}},
            {"sources", sources()},
            {"numberOfTests", tests.size()},
            {"header", {section.about, "The format is in spec/vectors.md."}},
            {"notes", notes_of(tests)},
            {"tests", Json::array()}};
  for (const Test& test : tests) json["tests"].push_back(to_json(test));
  return json.dump(2) + "\n";
}

std::map<std::string, std::string> generate() {
  std::map<std::string, std::string> files;
  for (const Section& section : sections()) {
    files[section.path] = file_text(section, tests_of(section));
  }
  return files;
}

}  // namespace assay::vectors
