// SPDX-License-Identifier: MIT
#include <unistd.h>

#include "conformance/targets/hsp_server.hpp"
#include "conformance/toy/form.hpp"
#include "conformance/toy/target.hpp"

// The reference of toy/stream as a process that speaks HSP/1.
int main() {
  const auto target = assay::toy_target(assay::toy_reference_machine);
  return assay::serve_hsp(assay::toy_form("toy/stream"), *target, STDIN_FILENO, STDOUT_FILENO);
}
