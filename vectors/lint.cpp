// SPDX-License-Identifier: MIT
#include "vectors/lint.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>
#include <stdexcept>

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
  const Section* section;
  Test test;
};

void lint_ids(const std::vector<Placed>& all, const std::vector<std::string>& frozen,
              Report& report) {
  std::set<std::string> ids;
  for (const auto& [section, test] : all) {
    const std::string where = section->path + ": " + test.id + ": id: ";
    if (!ids.insert(test.id).second) report.findings.push_back(where + "is used twice");
    if (std::ranges::find(frozen, test.id) == frozen.end()) {
      report.findings.push_back(where + "is not in ids.txt; append it there, for ever");
    }
  }
  for (const std::string& id : frozen) {
    if (!ids.contains(id)) {
      report.findings.push_back("ids.txt: " + id + ": is in no file, and ids are never given up");
    }
  }
  if (std::set(frozen.begin(), frozen.end()).size() != frozen.size()) {
    report.findings.push_back("ids.txt: a line stands there twice");
  }
}

}  // namespace

Folder read_folder(const std::filesystem::path& folder) {
  Folder read;
  for (const Section& section : sections()) {
    read.files[section.path] = read_text(folder / section.path);
  }
  std::istringstream ids(read_text(folder / "ids.txt"));
  for (std::string id; std::getline(ids, id);) read.frozen_ids.push_back(id);
  return read;
}

Report lint(const Folder& folder) {
  Report report;
  std::vector<Placed> all;
  for (const Section& section : sections()) {
    const Say say = [&](const std::string& field, const std::string& what) {
      report.findings.push_back(section.path + ": " + field + ": " + what);
    };
    for (Test& test : lint_file(section, folder.files.at(section.path), say)) {
      all.push_back({&section, std::move(test)});
    }
    ++report.files;
  }
  report.tests = all.size();
  lint_ids(all, folder.frozen_ids, report);
  for (const auto& [section, test] : all) {
    const auto control =
        std::ranges::find(all, test.control, [](const Placed& p) { return p.test.id; });
    const std::string where = section->path + ": " + test.id + ": ";
    lint_test(*section, test, control == all.end() ? nullptr : &control->test,
              [&](const std::string& field, const std::string& what) {
                report.findings.push_back(where + field + ": " + what);
              });
  }
  return report;
}

}  // namespace assay::vectors
