// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <filesystem>
#include <fstream>

#include "conformance/options/command_line.hpp"
#include "conformance/options/shown.hpp"
#include "vectors/maker/generate.hpp"
#include "vectors/maker/lint.hpp"

namespace {

using namespace assay::vectors;
using assay::shown;

bool write_text(const std::filesystem::path& path, const std::string& text) {
  std::filesystem::create_directories(path.parent_path());
  std::ofstream file(path, std::ios::binary);
  file << text;
  if (file.flush()) return true;
  fmt::print(stderr, "assay-vectors: cannot write {}\n", shown(path.string()));
  return false;
}

int write_all(const std::filesystem::path& folder) {
  for (const VectorSet& set : all_vector_sets()) {
    for (const auto& [name, text] : generate(set)) {
      if (!write_text(folder / set.protocol / name, text)) return 2;
    }
  }
  return 0;
}

int check_all(const std::filesystem::path& folder) {
  Report all;
  for (const VectorSet& set : all_vector_sets()) {
    const Report report = lint(set, read_folder(set, folder));
    for (const std::string& finding : report.findings) fmt::print("{}\n", finding);
    all.files += report.files;
    all.tests += report.tests;
    all.findings.insert(all.findings.end(), report.findings.begin(), report.findings.end());
  }
  fmt::print("{} files, {} tests, {} findings\n", all.files, all.tests, all.findings.size());
  return all.findings.empty() ? 0 : 1;
}

int run(int argc, char** argv) {
  assay::CommandLine line("Makes and checks the test vectors (spec/vectors.md).", "assay-vectors");
  std::string command, folder;
  line.required(
      "COMMAND", command,
      "generate: write the files under DIR; lint: check them, status 1 when anything is wrong");
  line.required("DIR", folder, "the folder vectors/");
  if (const auto code = line.read({argv + 1, argv + argc}, 2)) return *code;
  if (command == "generate") return write_all(folder);
  if (command != "lint")
    throw std::invalid_argument("there is no command " + command + ", but generate and lint");
  if (!std::filesystem::is_directory(folder))
    throw std::invalid_argument("there is no folder " + folder);
  return check_all(folder);
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const std::exception& e) {
    fmt::print(stderr, "assay-vectors: {}\n", assay::shown(e.what()));
    return 2;
  }
}
