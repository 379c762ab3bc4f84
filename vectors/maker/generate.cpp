// SPDX-License-Identifier: MIT
#include "vectors/maker/generate.hpp"

#include <set>
#include <stdexcept>

#include "vectors/maker/schema.hpp"
#include "vectors/maker/test_json.hpp"

namespace assay::vectors {
namespace {

Json notes_of(const VectorSet& set, const std::vector<Test>& tests) {
  std::set<std::string> used;
  for (const Test& test : tests) used.insert(test.flags.begin(), test.flags.end());
  Json json = Json::object();
  for (const std::string& flag : used) {
    const auto found = set.notes.find(flag);
    if (found == set.notes.end()) throw std::logic_error("no note for flag " + flag);
    const Note& note = found->second;
    json[flag] = {{"description", note.description},
                  {"properties", note.properties},
                  {"kind", note.kind},
                  {"effect", note.effect},
                  {"spec", note.spec}};
  }
  return json;
}

Json sources_of(const VectorSet& set) {
  Json json = Json::array();
  for (const auto& [name, version, url, license] : set.sources) {
    json.push_back({{"name", name}, {"version", version}, {"url", url}, {"license", license}});
  }
  return json;
}

}  // namespace

std::string_view profile_of(const VectorFile& file) {
  return file.kind == VectorFile::Kind::policy ? "policy" : "deployed";
}

std::string file_text(const VectorSet& set, const VectorFile& file,
                      const std::vector<Test>& tests) {
  Json json{{"schema", "handshake-1"},
            {"protocol", set.protocol},
            {"profile", profile_of(file)},
            {"suite", set.suite},
            {"spec", set.spec},
            {"generator",
             {{"name", "assay-vectors"},
              {"version", "1"},
              {"command", "assay-vectors generate vectors"},
              {"seed", set.seed}}},
            {"sources", sources_of(set)},
            {"numberOfTests", tests.size()},
            {"header", {file.about, "The format is in spec/vectors.md."}},
            {"notes", notes_of(set, tests)},
            {"tests", Json::array()}};
  for (const Test& test : tests) json["tests"].push_back(to_json(set, test));
  return json.dump(2) + "\n";
}

std::map<std::string, std::string> generate(const VectorSet& set) {
  std::map<std::string, std::string> files;
  for (const VectorFile& file : set.files) files[file.name] = file_text(set, file, file.tests());
  files[std::string(schema_name)] = schema_text(set);
  return files;
}

}  // namespace assay::vectors
