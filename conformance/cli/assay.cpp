// SPDX-License-Identifier: MIT
#include <sodium.h>

#include "conformance/cli/commands.hpp"

int main(int argc, char** argv) {
  if (sodium_init() < 0) return 1;
  return assay::cli::run_main(argc, argv);
}
