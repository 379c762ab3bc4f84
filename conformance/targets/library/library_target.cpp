// SPDX-License-Identifier: MIT
#include "conformance/targets/library/library_target.hpp"

#include <unistd.h>

#include <filesystem>

#include "conformance/targets/hsp_target.hpp"
#include "conformance/targets/strict_json.hpp"

namespace assay {
namespace {

namespace fs = std::filesystem;

std::string host_program() {
  std::error_code unknown;
  const fs::path beside = fs::read_symlink("/proc/self/exe", unknown).parent_path() / "assay-host";
  if (access(beside.c_str(), X_OK) != 0)
    throw Defective("there is no program " + printable(beside.string(), 200) +
                    ", which loads the library; build or install assay-host there");
  return beside.string();
}

}  // namespace

std::vector<std::string> library_command(const std::string& so_file) {
  std::error_code unknown;
  if (!fs::is_regular_file(so_file, unknown))
    throw Defective("there is no file " + printable(so_file, 200) +
                    "; give the path of a shared library");
  return {host_program(), so_file};
}

std::unique_ptr<Target> library_target(const Protocol& protocol, const std::string& so_file,
                                       double timeout_scale) {
  return hsp_target(protocol, library_command(so_file), timeout_scale);
}

}  // namespace assay
