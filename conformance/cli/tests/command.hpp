// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

namespace assay::cli {

// What a run of `assay` left behind.
struct Ran {
  int exit_code;  // -1 when a signal ended it
  std::string out, err;
};

Ran run_assay(const std::vector<std::string>& arguments);
// A script of sh, in which "$0" is the program.
Ran run_shell(const std::string& script);

}  // namespace assay::cli
