// SPDX-License-Identifier: MIT
#include "vectors/maker/lint.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>
#include <stdexcept>

#include "conformance/options/shown.hpp"
#include "vectors/maker/knowledge.hpp"
#include "vectors/maker/schema.hpp"

namespace assay::vectors {
namespace {

std::string read_text(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    throw std::runtime_error("cannot read " + path.string() +
                             "; `assay-vectors generate DIR` writes the vector files");
  }
  return {std::istreambuf_iterator<char>(file), {}};
}

struct Placed {
  const VectorFile* file;
  Test test;
};

Say finding(Report& report, std::string where) {
  return [&report, where = std::move(where)](const std::string& field, const std::string& what) {
    report.findings.push_back(shown(where + ": " + field + ": " + what));
  };
}

std::string path_of(const VectorSet& set, const std::string& file) {
  return set.protocol + "/" + file;
}

// `used`: ids and the files in which they stand.
void lint_ids(const VectorSet& set, const std::vector<std::pair<std::string, std::string>>& used,
              const std::vector<std::string>& frozen, Report& report) {
  std::set<std::string> ids;
  for (const auto& [used_id, file] : used) {
    const Say say = finding(report, path_of(set, file) + ": " + used_id);
    if (!ids.insert(used_id).second) say("id", "is used twice");
    if (std::ranges::find(frozen, used_id) == frozen.end()) {
      say("id", "is not in ids.txt; append it there, for ever");
    }
  }
  const Say say = finding(report, path_of(set, "ids.txt"));
  for (const std::string& id : frozen) {
    if (!ids.contains(id)) say(id, "is in no file, and ids are never given up");
  }
  if (std::set(frozen.begin(), frozen.end()).size() != frozen.size()) {
    say("lines", "a line stands there twice");
  }
}

// The ids of knowledge.json.
std::vector<std::string> lint_questions(const VectorSet& set, const Folder& folder,
                                        const std::vector<Placed>& all, Report& report) {
  if (!set.questions) return {};
  const std::string name(knowledge_name), schema(knowledge_schema_name);
  ++report.files;
  if (folder.files.at(schema) != knowledge_schema_text(set))
    finding(report, path_of(set, schema))("file", "is not the generator's");
  std::vector<Test> tests;
  for (const Placed& placed : all) tests.push_back(placed.test);
  std::vector<std::string> ids;
  for (const Question& q :
       lint_knowledge(set, folder.files.at(name), tests, finding(report, path_of(set, name))))
    ids.push_back(q.id);
  return ids;
}

}  // namespace

Folder read_folder(const VectorSet& set, const std::filesystem::path& vectors) {
  const std::filesystem::path folder = vectors / set.protocol;
  Folder read;
  for (const VectorFile& file : set.files) read.files[file.name] = read_text(folder / file.name);
  read.schema = read_text(folder / schema_name);
  if (set.questions)
    for (const std::string_view name : {knowledge_name, knowledge_schema_name})
      read.files[std::string(name)] = read_text(folder / name);
  std::istringstream ids(read_text(folder / "ids.txt"));
  for (std::string id; std::getline(ids, id);) read.frozen_ids.push_back(id);
  return read;
}

Report lint(const VectorSet& set, const Folder& folder) {
  Report report;
  std::vector<Placed> all;
  for (const VectorFile& file : set.files) {
    const Say say = finding(report, path_of(set, file.name));
    for (Test& test : lint_file(set, file, folder.files.at(file.name), say)) {
      all.push_back({&file, std::move(test)});
    }
    ++report.files;
  }
  if (folder.schema != schema_text(set)) {
    finding(report, path_of(set, std::string(schema_name)))("file", "is not the generator's");
  }
  std::vector<std::pair<std::string, std::string>> ids;
  for (const auto& [file, test] : all) ids.push_back({test.id, file->name});
  for (const std::string& id : lint_questions(set, folder, all, report))
    ids.push_back({id, std::string(knowledge_name)});
  report.tests = ids.size();
  lint_ids(set, ids, folder.frozen_ids, report);
  for (const auto& [file, test] : all) {
    const auto control =
        std::ranges::find(all, test.control, [](const Placed& p) { return p.test.id; });
    lint_test(set, *file, test, control == all.end() ? nullptr : &control->test,
              finding(report, path_of(set, file->name) + ": " + test.id));
  }
  return report;
}

}  // namespace assay::vectors
