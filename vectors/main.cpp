// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>

#include "vectors/generate.hpp"
#include "vectors/lint.hpp"

namespace {

using namespace assay::vectors;

int write_all(const std::filesystem::path& folder) {
  for (const auto& [path, text] : generate()) {
    std::filesystem::create_directories((folder / path).parent_path());
    std::ofstream file(folder / path, std::ios::binary);
    file << text;
    if (!file.flush()) {
      fmt::print(stderr, "assay-vectors: cannot write {}\n", (folder / path).string());
      return 2;
    }
  }
  return 0;
}

int check_all(const std::filesystem::path& folder) {
  const Report report = lint(read_folder(folder));
  for (const std::string& finding : report.findings) fmt::print("{}\n", finding);
  fmt::print("{} files, {} tests, {} findings\n", report.files, report.tests,
             report.findings.size());
  return report.findings.empty() ? 0 : 1;
}

int run(int argc, char** argv) {
  CLI::App app{"Makes and checks the test vectors (spec/vectors.md)."};
  std::string folder;
  app.require_subcommand(1);
  CLI::App* generate = app.add_subcommand("generate", "write the files under DIR");
  generate->add_option("DIR", folder, "the folder vectors/")->required();
  app.add_subcommand("lint", "check the files under DIR; status 1 when anything is wrong")
      ->add_option("DIR", folder, "the folder vectors/")
      ->required()
      ->check(CLI::ExistingDirectory);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& e) {
    return app.exit(e) == 0 ? 0 : 2;
  }
  return *generate ? write_all(folder) : check_all(folder);
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const std::exception& e) {
    fmt::print(stderr, "assay-vectors: {}\n", e.what());
    return 2;
  }
}
