// SPDX-License-Identifier: MIT
#include <cstdlib>

#include "conformance/shs1/form.hpp"
#include "conformance/shs1/mutants/mutants.hpp"
#include "conformance/targets/library/export.hpp"

// A mutant by the C ABI: the environment names it, for a library has no command line.
assay::Exported assay::exported() {
  const char* const id = std::getenv("ASSAY_MUTANT");
  return {.protocol = shs1_form(),
          .target = mutants::mutant_target(mutants::find(id == nullptr ? "M00" : id))};
}
