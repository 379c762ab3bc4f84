// SPDX-License-Identifier: MIT
#include "vectors/maker/generate.hpp"

#include <set>
#include <stdexcept>

#include "vectors/maker/knowledge.hpp"
#include "vectors/maker/schema.hpp"
#include "vectors/maker/test_json.hpp"

namespace assay::vectors {
namespace {

template <class Tests>
Json notes_of(const VectorSet& set, const Tests& tests) {
  std::set<std::string> used;
  for (const auto& test : tests) used.insert(test.flags.begin(), test.flags.end());
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

template <class Tests>
std::string text_of(const VectorSet& set, std::string_view schema, std::string_view profile,
                    const std::string& about, const Tests& tests) {
  Json json{{"schema", schema},
            {"protocol", set.protocol},
            {"profile", profile},
            {"suite", set.suite},
            {"spec", set.spec},
            {"generator",
             {{"name", "assay-vectors"},
              {"version", "1"},
              {"command", "assay-vectors generate vectors"},
              {"seed", set.seed}}},
            {"sources", sources_of(set)},
            {"numberOfTests", tests.size()},
            {"header", {about, "The format is in spec/vectors.md."}},
            {"notes", notes_of(set, tests)},
            {"tests", Json::array()}};
  for (const auto& test : tests) json["tests"].push_back(to_json(set, test));
  return json.dump(2) + "\n";
}

}  // namespace

std::string_view profile_of(const VectorSet& set, const VectorFile& file) {
  return file.kind == VectorFile::Kind::policy ? std::string_view("policy") : set.profile;
}

std::string file_text(const VectorSet& set, const VectorFile& file,
                      const std::vector<Test>& tests) {
  return text_of(set, "handshake-1", profile_of(set, file), file.about, tests);
}

std::map<std::string, std::string> generate(const VectorSet& set) {
  std::map<std::string, std::string> files;
  for (const VectorFile& file : set.files) files[file.name] = file_text(set, file, file.tests());
  files[std::string(schema_name)] = schema_text(set);
  if (!set.questions) return files;
  files[std::string(knowledge_name)] =
      text_of(set, "knowledge-1", set.profile,
              "What can be computed from a transcript, and what cannot.", set.questions());
  files[std::string(knowledge_schema_name)] = knowledge_schema_text(set);
  return files;
}

}  // namespace assay::vectors
