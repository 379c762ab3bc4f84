// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <string>
#include <vector>

#include "conformance/engine/protocol.hpp"

namespace assay::cli {

// `words`, the first being a program in this one's folder.
std::vector<std::string> beside_this_program(std::vector<std::string> words);
// The same as one line for a shell.
std::string shell_words(const std::vector<std::string>& words);

// Another suite on the same mutants. Its command says {role} and {executable}; whether it notices a
// mutant is whether it fails for one of the roles.
class MutantSuite {
 public:
  // Throws UsageError for a command without {executable}.
  explicit MutantSuite(std::string command);
  // Plays it on one. Empty for a mutant that is no executable.
  std::string line_for(const MutantInfo& mutant);
  std::string summary() const;

 private:
  bool notices(const MutantInfo& mutant) const;

  std::string command_;
  std::atomic<int> noticed_ = 0, tried_ = 0, wronged_ = 0;
};

}  // namespace assay::cli
