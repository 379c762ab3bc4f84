// SPDX-License-Identifier: MIT
#include "reference/common/consumable.hpp"

#include <cstdio>
#include <cstdlib>

namespace assay::reference {

void abort_consumed(const char* state) {
  std::fprintf(stderr, "assay: %s was used again after it had been consumed\n", state);
  std::abort();
}

void abort_misuse(const char* what) {
  std::fprintf(stderr, "assay: %s\n", what);
  std::abort();
}

}  // namespace assay::reference
