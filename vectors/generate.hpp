// SPDX-License-Identifier: MIT
#pragma once

#include "vectors/test.hpp"

namespace assay::vectors {

// Each file under vectors/, by path relative to it ("shs1/accept.json"), with its octets: the same
// on every machine.
std::map<std::string, std::string> generate();

// Where a file's tests stand: all valid, all refused by one party, or cases on which sound
// implementations differ. Nothing for a path that is no vector file.
struct Section {
  std::string path, about;
  bool policy = false;
  bool valid = false;            // of every test; a policy file has both
  std::optional<Party> refuses;  // of every invalid test
};
const std::vector<Section>& sections();

// The file of `section` that holds `tests`.
std::string file_text(const Section& section, const std::vector<Test>& tests);

}  // namespace assay::vectors
