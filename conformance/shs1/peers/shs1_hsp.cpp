// SPDX-License-Identifier: MIT
#include <unistd.h>

#include "conformance/shs1/form.hpp"
#include "conformance/shs1/peers/reference_target.hpp"
#include "conformance/targets/hsp_server.hpp"

// The reference as a process that speaks HSP/1 (spec/shim.md §2) on stdin and stdout.
int main() {
  const auto target = assay::reference_target();
  return assay::serve_hsp({{assay::shs1_form(), *target}}, STDIN_FILENO, STDOUT_FILENO);
}
